/**
 * The words of svclab as types. Everything here is plain JSON data: it can be saved, sent and judged again elsewhere.
 */
export type Language = "ko" | "en";

export interface LocalizedText {
  readonly ko: string;
  readonly en: string;
}

// ── Labs ────────────────────────────────────────────────────────────────────────────────────────────────

export interface Lab {
  /** Folder name: "01-clusterip". */
  readonly id: string;
  /** The part a learner types: "clusterip". */
  readonly name: string;
  readonly number: number;
  readonly title: LocalizedText;
  /** Labs whose solved state this one builds on, by name, nearest last. */
  readonly builds: readonly string[];
  /** What the lab owns on the cluster: all that `reset` may remove and all that a reader of the marks may rely on. */
  readonly owns: readonly ObjectName[];
  readonly steps: readonly Step[];
  /** What to remember and what comes next, shown when the lab is finished. */
  readonly outro: LocalizedText;
}

export interface Step {
  readonly id: string;
  readonly title: LocalizedText;
  /** Starter files that the step is about, relative to the lab's files/. */
  readonly files: readonly string[];
  /** Commands the screen invites to type. */
  readonly type: readonly string[];
  /** The same where there is no minikube command; absent: no difference. */
  readonly elsewhere?: readonly string[] | undefined;
  readonly checks: readonly Check[];
  readonly prose: { readonly ko: StepProse; readonly en: StepProse };
}

export interface StepProse {
  readonly text: string;
  readonly task: string;
  /** From a nudge to nearly the answer. The first is the fall-back for the one computed from the cause. */
  readonly hints: readonly [string, string, string];
  readonly why: string;
  /** What is said instead where there is no minikube command; absent: no difference. */
  readonly elsewhere?: ProseElsewhere | undefined;
}

export interface ProseElsewhere {
  readonly text?: string;
  readonly task?: string;
  /** Empty: no difference. */
  readonly hints: readonly [string, string, string];
  readonly why?: string;
}

export interface ObjectName {
  readonly kind: string;
  readonly name: string;
  /** Absent: the namespace the lab runs in. */
  readonly namespace?: string | undefined;
}

interface CheckBase {
  /** Unique in the lab. */
  readonly id: string;
  readonly title: LocalizedText;
  readonly marks: number;
  /** Ids of checks that must pass first; otherwise this one is blocked, not failed. */
  readonly needs: readonly string[];
  /** How long the step may wait for it, in milliseconds; 0: judged as it stands. */
  readonly within: number;
  /** Passes for good once it has passed: for states that a later step leaves again. */
  readonly once?: boolean | undefined;
}

/** A partial manifest that the live object must hold. */
export interface ObjectCheck extends CheckBase {
  readonly kind: "object";
  readonly object: ObjectName;
  readonly wants: Json;
}

/** A Deployment all of whose pods are ready, of the newest revision, and at least so many. */
export interface ReadyCheck extends CheckBase {
  readonly kind: "ready";
  readonly object: ObjectName;
  readonly pods: number;
}

/** The Service's EndpointSlices list exactly the ready pods of these labels, and no other. */
export interface EndpointsCheck extends CheckBase {
  readonly kind: "endpoints";
  readonly service: string;
  readonly pods: Readonly<Record<string, string>>;
  readonly count?: number | undefined;
}

/** N requests, each on a new connection; all must succeed. */
export interface HttpCheck extends CheckBase {
  readonly kind: "http";
  readonly service: string;
  /** node: the node's own address and nodePort. load-balancer: the address it was given. pod: from inside a pod of `pod`, to `SERVICE:port`. */
  readonly from: "node" | "load-balancer" | "pod";
  /** node: the node port. Otherwise the Service's port. */
  readonly port: number;
  /** For from: pod, a Deployment whose pod asks. */
  readonly pod?: string | undefined;
  readonly path: string;
  readonly requests: number;
  /** How many different backends must have answered: all ready ones, or at least that many. */
  readonly backends: "all" | number;
  /** Fields that every answer's YAML body must hold. */
  readonly answers?: Json | undefined;
}

/** The counter app's number grows from request to request, asked inside its own pods or through a Service. */
export interface CountsCheck extends CheckBase {
  readonly kind: "counts";
  readonly deployment: string;
  readonly via: { readonly localhost: number } | { readonly service: string; readonly port: number; readonly from: "node" | "load-balancer" | "pod" };
  readonly requests: number;
}

/** What redis says to a command, asked from inside a pod through a Service name. */
export interface RedisCheck extends CheckBase {
  readonly kind: "redis";
  /** Deployment whose pod asks. */
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly command: readonly string[];
  readonly reply: { readonly equals: string } | { readonly atLeast: number } | { readonly agreesWith: string };
}

/** A question whose right answer is read from the live cluster. */
export interface AskCheck extends CheckBase {
  readonly kind: "ask";
  readonly question: LocalizedText;
  /** What the question takes for granted: where a cluster hasn't got it, it can't be marked. */
  readonly about?: ObjectName | undefined;
  /** What can be chosen from; the learner answers with the value. Absent: a free text. */
  readonly choices?: readonly { readonly value: string; readonly text: LocalizedText }[] | undefined;
  /** Wrong answers that are easily given, and why they are wrong. {namespace} as in the answer. */
  readonly near?: readonly { readonly says: readonly string[]; readonly why: LocalizedText }[] | undefined;
  readonly answer:
    | { readonly field: { readonly object: ObjectName; readonly path: string } }
    /** Any of these; {namespace} stands for the namespace the lab runs in. same-answer.ts says what doesn't count. */
    | { readonly text: readonly string[] }
    | { readonly redis: { readonly from: string; readonly host: string; readonly port: number; readonly command: readonly string[] } };
}

export interface AbsentCheck extends CheckBase {
  readonly kind: "absent";
  readonly object: ObjectName;
}

/** A name resolves, inside a pod, to the ClusterIP of a Service. {namespace} in the name stands for the namespace the lab runs in. */
export interface DnsCheck extends CheckBase {
  readonly kind: "dns";
  /** Deployment whose pod asks. */
  readonly from: string;
  readonly name: string;
  readonly service: string;
}

/** Every ready pod of a Deployment has written a line that holds this text. */
export interface LogCheck extends CheckBase {
  readonly kind: "log";
  readonly deployment: string;
  readonly holds: string;
}

/** A Deployment has this many replicas, or had them: the cluster's events tell. */
export interface ScaledCheck extends CheckBase {
  readonly kind: "scaled";
  readonly object: ObjectName;
  readonly to: number;
}

/** A Service has asked for an address from outside: type LoadBalancer, waiting or already served. */
export interface PendingCheck extends CheckBase {
  readonly kind: "pending";
  readonly service: string;
}

/** MetalLB runs; or the Service has got an address without it. */
export interface AddonCheck extends CheckBase {
  readonly kind: "addon";
  readonly service: string;
}

/** MetalLB has at least one address to give; or the Service has got one without it. */
export interface PoolCheck extends CheckBase {
  readonly kind: "pool";
  readonly service: string;
}

/** A LoadBalancer Service has been given an address. */
export interface AddressCheck extends CheckBase {
  readonly kind: "address";
  readonly service: string;
}

export type Check =
  | ObjectCheck
  | ReadyCheck
  | EndpointsCheck
  | HttpCheck
  | CountsCheck
  | RedisCheck
  | DnsCheck
  | LogCheck
  | ScaledCheck
  | PendingCheck
  | AddonCheck
  | PoolCheck
  | AddressCheck
  | AskCheck
  | AbsentCheck;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// ── Observation ─────────────────────────────────────────────────────────────────────────────────────────

/** A live object as the API returned it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Why something could not be read or tried. Never the learner's doing. */
export interface Trouble {
  readonly code:
    | "unreachable"
    | "timeout"
    | "unauthorized"
    | "forbidden"
    | "throttled"
    | "server-error"
    | "cut-short"
    | "no-route"
    | "dns-down"
    | "exec-refused"
    | "kubectl-missing"
    | "kubectl-too-old"
    | "wrong-context"
    | "namespace-gone"
    | "not-supported"
    /** The image is the right one, and the cluster could not pull it. */
    | "pull-failed"
    /** An address refuses, though every object is right and the pods are known to listen. */
    | "refused"
    /** What answers in the API server's place is none: a sign-in page, a proxy, another program. */
    | "not-kubernetes"
    /** The API server's certificate isn't from whom the kubeconfig trusts. */
    | "certificate"
    /** A certificate isn't valid at the time that this computer shows. */
    | "clock"
    | "too-many-files"
    /** The node that should run the pods is not ready, full or closed. */
    | "node-not-ready"
    /** A quota or the limits of the namespace keep pods from being made that the lab asks for. */
    | "quota"
    /** The cluster's own rules (webhook, policy) turn away what the lab asks for. */
    | "admission"
    /** Nothing on this cluster hands out addresses, and the lab doesn't ask the learner to change that. */
    | "no-balancer"
    /** Another program of this computer has the port that the Service should be reached at. */
    | "port-taken"
    | "cancelled";
  /** The words of whoever said no, for the details; never parsed. */
  readonly detail: string;
  /** A command by which a person sees it for themselves. */
  readonly look?: readonly string[] | undefined;
  /** What was asked in place of what could not be: so many requests were answered there. */
  readonly instead?: { readonly vantage: Vantage; readonly answered: number } | undefined;
}

export interface ListQuery {
  /** "v1", "apps/v1", "discovery.k8s.io/v1". */
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent: of all namespaces (or cluster-scoped). */
  readonly namespace?: string | undefined;
}

export type ListResult =
  | { readonly status: "read"; readonly items: readonly KubeObject[] }
  /** Items that could be read from the own namespace, where reading all namespaces is forbidden, come as "read". */
  | { readonly status: "unreadable"; readonly trouble: Trouble };

/** One consistent snapshot of the cluster's objects. */
export interface World {
  readonly lists: readonly { readonly query: ListQuery; readonly result: ListResult }[];
  /** Output of the last or previous run of containers that are not ready, newest lines last, at most 40. */
  readonly logs: readonly {
    readonly namespace: string;
    readonly pod: string;
    readonly container: string;
    readonly previous: boolean;
    readonly lines: readonly string[];
  }[];
}

export type ProbeRequest = HttpProbe | ExecProbe | LogsProbe;

/** Requests one after another, each on a new connection. */
export interface HttpProbe {
  readonly kind: "http";
  readonly id: string;
  readonly to:
    | { readonly at: "node"; readonly namespace: string; readonly service: string; readonly servicePort: number; readonly nodePort: number }
    | { readonly at: "load-balancer"; readonly namespace: string; readonly service: string; readonly address: string; readonly port: number };
  readonly path: string;
  readonly requests: number;
  readonly timeoutMs: number;
}

/** A command run inside a pod: curl, redis-cli, nslookup. */
export interface ExecProbe {
  readonly kind: "exec";
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
}

export interface LogsProbe {
  readonly kind: "logs";
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  readonly tailLines: number;
  /** A text to look for in all that was written: the first line that holds it comes before the last ones. */
  readonly holds?: string | undefined;
}

export type ProbeResult =
  /** `hindered`: why it was not made from the place that comes first. */
  | { readonly kind: "http"; readonly vantage: Vantage; readonly replies: readonly HttpReply[]; readonly hindered?: Trouble | undefined }
  | { readonly kind: "exec"; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: "logs"; readonly lines: readonly string[] }
  | { readonly kind: "unavailable"; readonly trouble: Trouble };

/** From where a request was really made, and what that leaves unproved. */
export interface Vantage {
  readonly via: "node-address" | "load-balancer-address" | "minikube-service" | "minikube-ssh" | "port-forward";
  /** "192.168.49.2:31000" */
  readonly address: string;
  readonly proves: "the-path-asked-for" | "not-the-node-port" | "not-the-load-balancer-address";
}

export type HttpReply =
  | { readonly outcome: "answered"; readonly code: number; readonly body: string }
  | { readonly outcome: "refused" | "timeout" | "reset" | "empty" | "unresolved" | "failed"; readonly detail: string };

/** A learner's manifest from the lab's folder. */
export interface AnswerFile {
  readonly path: string;
  readonly text: string;
  /** What a server-side dry run of it was answered with, where that was asked. */
  readonly dryRun?: { readonly exitCode: number; readonly stdout: string; readonly stderr: string } | undefined;
}

/** All that the grader knows. judge and explain read nothing else. */
export interface Observation {
  readonly formatVersion: 1;
  readonly lab: string;
  readonly cluster: { readonly kind: "practice" | "minikube" | "kubeconfig"; readonly name: string; readonly namespace: string };
  /** RFC 3339. */
  readonly takenAt: string;
  readonly world: World;
  readonly probes: readonly { readonly request: ProbeRequest; readonly result: ProbeResult }[];
  /** Answers to `ask` checks, by check id. */
  readonly answers: Readonly<Record<string, string>>;
  readonly files: readonly AnswerFile[];
  /** Ids of `once` checks that passed in an earlier observation. */
  readonly passed?: readonly string[] | undefined;
}

// ── Verdicts and reports ────────────────────────────────────────────────────────────────────────────────

/** What is wrong, as data. `code` selects its words. The union of codes lives in grader/finding.ts. */
export interface FindingBase {
  readonly code: string;
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string };
  /** Field path as the API writes it: spec.ports[0].nodePort. */
  readonly path?: string | undefined;
  readonly seen?: Json | undefined;
  readonly wanted?: Json | undefined;
  /** The nearest existing value. */
  readonly nearest?: Json | undefined;
  /** Where in the learner's own manifest. Lines and columns count from 1. */
  readonly file?: { readonly path: string; readonly line: number; readonly column: number } | undefined;
  readonly fix?: Fix | undefined;
}

/** A command that mends a cause, word for word. */
export interface Fix {
  readonly command: readonly string[];
  /** What the command reads on stdin (kubectl apply -f -). */
  readonly stdin?: string | undefined;
  /** Tidies up what the command leaves over; the mark doesn't hang on it. */
  readonly afterwards?: readonly string[] | undefined;
}

export type Verdict<F extends FindingBase = FindingBase> =
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly findings: readonly [F, ...F[]] }
  | { readonly status: "blocked"; readonly by: readonly string[] }
  | { readonly status: "unknown"; readonly why: Trouble };
