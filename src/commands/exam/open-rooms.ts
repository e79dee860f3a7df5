/** Where the labs are examined: practice clusters of the exam's own, or a cluster that was given. */
import type { Lab, LocalizedText } from "../../../grader/model.ts";
import { mayChange } from "../consent.ts";
import type { ClusterWishes, Ports } from "../ports.ts";
import { emptyCluster } from "./exam-room.ts";
import type { Paper, Room } from "./paper.ts";
import { openSite, reasonToLeaveOut } from "./site.ts";

export interface OpenedRooms {
  readonly rooms: readonly Room[];
  /** Papers that are not examined there, with the reason. */
  readonly leftOut: ReadonlyMap<Paper, LocalizedText>;
  /** Takes away all that was made. */
  leave(): Promise<void>;
}

export interface RoomsWanted {
  readonly labs: readonly Lab[];
  readonly papers: readonly Paper[];
}

/** Clusters beside each other: two for each of the two processors that a CI machine has, since a paper mostly waits. */
const atOnce = 4;

/** Throws what opening a cluster throws; nothing is left behind then. */
export async function openOwn(ports: Ports, { labs, papers }: RoomsWanted): Promise<OpenedRooms> {
  const { clusters, signal } = ports;
  const opened = await Promise.allSettled(Array.from({ length: Math.min(atOnce, papers.length) }, () => clusters.temporary(signal)));
  const found = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const broken = opened.find((each) => each.status === "rejected");
  if (broken !== undefined && found.length === 0) throw broken.reason;
  return {
    rooms: found.map(({ driver }) => ({ ports, labs, driver, mayBeCut: false, empty: () => emptyCluster(driver, signal) })),
    leftOut: new Map(),
    leave: async () => void (await Promise.all(found.map(({ remove }) => remove()))),
  };
}

/** Throws UserError needs-yes or not-wanted, and what openSite throws; nothing was changed then. */
export async function openGiven(ports: Ports, { labs, papers }: RoomsWanted, request: ClusterWishes & { readonly yes: boolean }): Promise<OpenedRooms> {
  const cluster = await ports.clusters.open({ ...request, namespace: request.namespace ?? "svclab-verify" });
  await mayChange(ports, cluster, request.yes);
  const site = await openSite(cluster.driver, labs, ports.signal);
  const leftOut = new Map<Paper, LocalizedText>();
  for (const paper of papers) {
    const reason = reasonToLeaveOut(site, paper, await appliedBy(paper, ports));
    if (reason !== undefined) leftOut.set(paper, reason);
  }
  return { rooms: [{ ports, labs, driver: site.driver, mayBeCut: true, empty: site.empty }], leftOut, leave: site.leave };
}

/** The text of the manifests that an answer's commands name. */
async function appliedBy(paper: Paper, { shelf }: Ports): Promise<string> {
  if (!("answer" in paper)) return "";
  const words = paper.answer.do.flatMap((deed) => (deed.kind === "run" ? deed.argv : []));
  const { folder, remove } = await shelf.copyFor(paper.lab, paper.answer, "");
  try {
    const files = await shelf.manifests(folder);
    return files.flatMap(({ path, text }) => (words.includes(".") || words.some((word) => word.endsWith(path)) ? [text] : [])).join("\n");
  } finally {
    await remove();
  }
}
