/** A reference manifest with one mistake put into it: by what, in which object, at which field. */
import type { Json } from "../../../grader/model.ts";

export interface Mutant {
  /** Unique in a lab: "echo-svc.yml Service/echo shift spec.ports[0].port". */
  readonly name: string;
  readonly operator: string;
  readonly file: string;
  /** As the reference names it. */
  readonly object: { readonly kind: string; readonly name: string };
  /** API field path of what was changed; absent where the text itself was. */
  readonly path: string | undefined;
  /** The file with the mistake. */
  readonly text: string;
}

/** What is known of any slip, in a manifest or in a command. */
export type Slip = Pick<Mutant, "name" | "operator" | "object"> & Partial<Pick<Mutant, "file" | "path">>;

export type Path = readonly (string | number)[];

/** A kind of slip: where it can be made, and what it makes of the value there. */
export interface Operator {
  readonly name: string;
  /** Matches "KIND PATH". */
  readonly at: RegExp;
  /** Changes a copy of the whole object; false: this slip isn't one here. */
  readonly change: (object: Record<string, Json>, path: Path, value: Json) => boolean;
}
