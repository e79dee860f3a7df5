/** How far a learner has come, cluster by cluster. Transitions return new values. */
export interface Progress {
  readonly formatVersion: 1;
  /** The cluster used last. */
  readonly cluster?: { readonly kind: "practice" | "minikube" | "kubeconfig"; readonly name: string; readonly namespace: string } | undefined;
  /** The lab walked last. */
  readonly lab?: string | undefined;
  /** By cluster key. */
  readonly clusters: Readonly<Record<string, Readonly<Record<string, LabProgress>>>>;
}

export interface LabProgress {
  /** Marks by check id, earned once and kept. */
  readonly marks: Readonly<Record<string, number>>;
  /** The learner's answers by check id. */
  readonly answers: Readonly<Record<string, string>>;
  /** How many hints were shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
  /** What the hints shown last were about, and how many of them were shown, by step id. */
  readonly hinted?: Readonly<Record<string, { readonly about: string; readonly shown: number }>> | undefined;
  /** How often the solution was asked for, by step id ("" for the whole lab). */
  readonly solutions: Readonly<Record<string, number>>;
  /** The step to resume at. */
  readonly step?: string | undefined;
}

export const noProgress: Progress = { formatVersion: 1, clusters: {} };
const untouched: LabProgress = { marks: {}, answers: {}, hints: {}, solutions: {} };

export interface Place {
  /** See clusterKey. */
  readonly cluster: string;
  /** A lab's name. */
  readonly lab: string;
}

export function clusterKey(cluster: { readonly kind: string; readonly name: string; readonly namespace: string }): string {
  return `${cluster.kind}/${cluster.name}/${cluster.namespace}`;
}

export function labProgress(progress: Progress, { cluster, lab }: Place): LabProgress {
  return progress.clusters[cluster]?.[lab] ?? untouched;
}

export function withLab(progress: Progress, { cluster, lab }: Place, change: (lab: LabProgress) => LabProgress): Progress {
  const labs = progress.clusters[cluster] ?? {};
  return { ...progress, clusters: { ...progress.clusters, [cluster]: { ...labs, [lab]: change(labs[lab] ?? untouched) } } };
}

/** Marks earned earlier stay, also where the cluster has moved on since. */
export function withMarks(lab: LabProgress, marks: Readonly<Record<string, number>>): LabProgress {
  const kept = { ...lab.marks };
  for (const [check, earned] of Object.entries(marks)) kept[check] = Math.max(kept[check] ?? 0, earned);
  return { ...lab, marks: kept };
}

export function withAnswer(lab: LabProgress, check: string, answer: string): LabProgress {
  return { ...lab, answers: { ...lab.answers, [check]: answer } };
}

/** How many hints were shown since this has been wrong. */
export function hintsAbout(lab: LabProgress, step: string, about: string): number {
  const last = lab.hinted?.[step];
  return last?.about === about ? last.shown : 0;
}

export function withHint(lab: LabProgress, step: string, about: string): LabProgress {
  const shown = hintsAbout(lab, step, about) + 1;
  return { ...lab, hints: { ...lab.hints, [step]: (lab.hints[step] ?? 0) + 1 }, hinted: { ...lab.hinted, [step]: { about, shown } } };
}

export function withSolutionAsked(lab: LabProgress, step: string): LabProgress {
  return { ...lab, solutions: { ...lab.solutions, [step]: (lab.solutions[step] ?? 0) + 1 } };
}

export function withoutLab(progress: Progress, { cluster, lab }: Place): Progress {
  const { [lab]: _gone, ...labs } = progress.clusters[cluster] ?? {};
  return { ...progress, clusters: { ...progress.clusters, [cluster]: labs } };
}
