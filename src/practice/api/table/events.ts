import { columns, nameColumn, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { countAt, objectAt, textAt } from "./fields.ts";

export const events: Printer = {
  columns: [...columns("Last Seen", "Type", "Reason", "Object", "+Subobject", "+Source", "Message", "+First Seen", "+Count"), { ...nameColumn, priority: 1 }],
  cells(object, now) {
    const series = object.series === undefined ? undefined : objectAt(object, "series");
    const first = textAt(object, "firstTimestamp") || textAt(object, "eventTime");
    const last = textAt(series, "lastObservedTime") || textAt(object, "lastTimestamp") || first;
    const component = textAt(object, "source", "component") || textAt(object, "reportingComponent");
    const host = textAt(object, "source", "host") || textAt(object, "reportingInstance");
    const name = textAt(object, "involvedObject", "name");
    const kind = textAt(object, "involvedObject", "kind").toLowerCase();
    return [
      ageOf(last, now),
      textAt(object, "type"),
      textAt(object, "reason"),
      name === "" ? kind : `${kind}/${name}`,
      textAt(object, "involvedObject", "fieldPath"),
      host === "" ? component : `${component}, ${host}`,
      textAt(object, "message").trim(),
      ageOf(first, now),
      series === undefined ? countAt(object, "count") || 1 : countAt(series, "count"),
      object.metadata.name,
    ];
  },
};
