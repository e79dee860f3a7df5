import { describe, expect, it } from "vitest";
import { humanDuration } from "../../../../src/practice/api/table/duration.ts";
import { pods } from "../../../../src/practice/api/table/pods.ts";
import { services } from "../../../../src/practice/api/table/services.ts";
import type { KubeObject } from "../../../../src/practice/objects.ts";

const now = Date.parse("2026-01-01T00:10:00Z");

function cells(status: object, more: object = {}, metadata: object = {}): readonly unknown[] {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", creationTimestamp: "2026-01-01T00:02:00Z", ...metadata },
    spec: { containers: [{}], ...more },
    status,
  };
  return pods.cells(pod as unknown as KubeObject, now).slice(1, 5);
}

const container = (state: object, more: object = {}) => ({ name: "c", ready: false, restartCount: 0, state, lastState: {}, ...more });

describe("kubectl get pods", () => {
  it.each([
    ["a running pod", { phase: "Running", containerStatuses: [container({ running: {} }, { ready: true })] }, ["1/1", "Running", "0", "8m"]],
    ["one that is not ready", { phase: "Running", containerStatuses: [container({ running: {} })] }, ["0/1", "Running", "0", "8m"]],
    [
      "an image that can't be had",
      { phase: "Pending", containerStatuses: [container({ waiting: { reason: "ErrImagePull" } })] },
      ["0/1", "ErrImagePull", "0", "8m"],
    ],
    [
      "a crash loop, with the last crash",
      {
        phase: "Running",
        containerStatuses: [
          container(
            { waiting: { reason: "CrashLoopBackOff" } },
            { restartCount: 3, lastState: { terminated: { exitCode: 1, finishedAt: "2026-01-01T00:09:48Z" } } },
          ),
        ],
      },
      ["0/1", "CrashLoopBackOff", "3 (12s ago)", "8m"],
    ],
    [
      "one that ended",
      { phase: "Succeeded", containerStatuses: [container({ terminated: { exitCode: 0, reason: "Completed" } })] },
      ["0/1", "Completed", "0", "8m"],
    ],
    [
      "a signal without a reason",
      { phase: "Failed", containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] },
      ["0/1", "Signal:9", "0", "8m"],
    ],
    ["one that nobody has scheduled", { phase: "Pending" }, ["0/1", "Pending", "0", "8m"]],
  ])("shows %s", (_what, status, shown) => {
    expect(cells(status)).toEqual(shown);
  });

  it("shows how far init containers are", () => {
    const init = (state: object) => ({ phase: "Pending", initContainerStatuses: [container({ terminated: { exitCode: 0 } }), container(state)] });
    const two = { initContainers: [{}, {}] };
    expect(cells(init({ running: {} }), two)[1]).toBe("Init:1/2");
    expect(cells(init({ waiting: { reason: "CrashLoopBackOff" } }), two)[1]).toBe("Init:CrashLoopBackOff");
    expect(cells(init({ terminated: { exitCode: 1, reason: "Error" } }), two)[1]).toBe("Init:Error");
  });

  it("shows that a pod is going", () => {
    const status = { phase: "Running", containerStatuses: [container({ running: {} }, { ready: true })] };
    expect(cells(status, {}, { deletionTimestamp: "2026-01-01T00:10:00Z" })[1]).toBe("Terminating");
  });
});

it.each([
  [-500, "0s"],
  [119_000, "119s"],
  [120_000, "2m"],
  [466_000, "7m46s"],
  [3 * 3_600_000, "3h"],
  [5 * 3_600_000 + 60_000, "5h1m"],
  [53 * 3_600_000, "2d5h"],
  [400 * 86_400_000, "400d"],
])("writes %d ms as %s", (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text);
});

it.each([
  [
    { type: "LoadBalancer", clusterIPs: ["10.96.0.9"], ports: [{ port: 80, nodePort: 30_001, protocol: "TCP" }] },
    {},
    ["LoadBalancer", "10.96.0.9", "<pending>", "80:30001/TCP"],
  ],
  [{ type: "LoadBalancer", ports: [] }, { loadBalancer: { ingress: [{ ip: "127.0.49.100" }] } }, ["LoadBalancer", "<none>", "127.0.49.100", "<none>"]],
  [{ type: "ClusterIP", clusterIPs: ["None"], ports: [{ port: 80 }] }, {}, ["ClusterIP", "None", "<none>", "80/TCP"]],
  [{ type: "ExternalName", externalName: "example.com" }, {}, ["ExternalName", "<none>", "example.com", "<none>"]],
])("shows a Service of %j", (spec, status, shown) => {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "s" }, spec, status } as unknown as KubeObject;
  expect(services.cells(service, now).slice(1, 5)).toEqual(shown);
});
