/**
 * The course's own exam as data: for each lab a reference answer, other right answers, and wrong ones with the cause they must be given.
 * Each answer is a folder under solutions/NN-name/ (the reference in the folder itself, others in right/NAME and wrong/NAME) with an answer.yaml:
 *
 *   title: {ko: …, en: …}          what is done differently, or what is wrong
 *   after: solution                optional: the reference answer is played first, in the same folder
 *   answers: solution              optional: questions that it doesn't answer itself are answered as in the reference
 *   do:
 *     - run: kubectl apply -f counter-redis-svc.yml     one command, split into words (quotes as in a shell, no other shell features)
 *     - answer: {check: cluster-ip, run: kubectl get svc redis -o jsonpath={.spec.clusterIP}}    the command's output answers the question
 *     - answer: {check: dns-name, text: redis.default.svc.cluster.local}
 *   expects: {code: selector-matches-nothing, object: Service/redis, path: spec.selector}        wrong answers only; path where the cause has one
 *
 * Commands run in a working copy of the lab's files/ over which the answer's own files are laid (lay-answer.ts). {{minikube ip}} in a
 * command, a text or a file of the answer stands for the node's address.
 */
import type { LocalizedText } from "../../grader/model.ts";
import type { Equivalent } from "./mutants/equivalents.ts";

export interface Exam {
  readonly lab: string;
  readonly solution: Answer;
  readonly right: readonly Answer[];
  readonly wrong: readonly WrongAnswer[];
  /** Slips in the reference that are no mistakes. */
  readonly equivalents: readonly Equivalent[];
}

export interface Answer {
  /** "solution", "right/expose", "wrong/selector-typo". */
  readonly name: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly title: LocalizedText;
  readonly after: "solution" | undefined;
  readonly do: readonly Deed[];
  /** Manifests that are laid over those of the folder. */
  readonly files?: readonly { readonly path: string; readonly text: string }[] | undefined;
}

export interface WrongAnswer extends Answer {
  readonly expects: { readonly code: string; readonly object: string; readonly path: string | undefined };
}

export type Deed =
  | { readonly kind: "run"; readonly argv: readonly string[] }
  | { readonly kind: "answer"; readonly check: string; readonly source: { readonly text: string } | { readonly argv: readonly string[] } };
