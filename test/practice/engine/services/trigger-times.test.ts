import { expect, test } from "vitest";
import { createTriggerTimes, TRIGGER_TIME, withTriggerTime } from "../../../../src/practice/engine/services/trigger-times.ts";
import type { Pod, Service } from "../../../../src/practice/objects.ts";

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "echo", namespace: "default", creationTimestamp: "T1" },
  spec: { selector: { app: "echo" } },
} as Service;
const pod = (name: string, readyAt: string, status = "True"): Pod =>
  ({
    metadata: { name, namespace: "default", labels: { app: "echo" } },
    status: { conditions: [{ type: "Ready", status, lastTransitionTime: readyAt }] },
  }) as unknown as Pod;

test("the first look gives the time the Service was made", () => {
  expect(createTriggerTimes().since(service, [pod("a", "T0")])).toBe("T1");
});

test("a later look gives the earliest of what changed since", () => {
  const times = createTriggerTimes();
  times.since(service, [pod("a", "T2")]);
  expect(times.since(service, [pod("a", "T2"), pod("b", "T4"), pod("c", "T3")])).toBe("T3");
});

test("a pod that becomes ready within a second of its start is news", () => {
  const times = createTriggerTimes();
  times.since(service, []);
  times.since(service, [pod("a", "T2", "False")]);
  expect(times.since(service, [pod("a", "T2")])).toBe("T2");
});

test("a pod that went leaves no time, and the annotation goes", () => {
  const times = createTriggerTimes();
  times.since(service, [pod("a", "T2"), pod("b", "T3")]);
  const time = times.since(service, [pod("a", "T2")]);
  expect(time).toBeUndefined();
  expect(withTriggerTime({ [TRIGGER_TIME]: "T3" }, time)).toBeUndefined();
  expect(withTriggerTime({ [TRIGGER_TIME]: "T3", own: "x" }, time)).toEqual({ own: "x" });
});

test("a Service made anew under its name is looked at for the first time", () => {
  const times = createTriggerTimes();
  times.since(service, []);
  times.forget("default/echo");
  expect(times.since(service, [])).toBe("T1");
});
