import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KubectlOnCluster, kubectlOnCluster } from "./kubectl.ts";

let cluster: KubectlOnCluster;
beforeAll(async () => {
  cluster = await kubectlOnCluster();
});
afterAll(() => cluster.close());

describe("a kind that the practice cluster doesn't serve", () => {
  it.each(["jobs", "statefulsets", "cronjobs", "hpa", "rc", "ingress", "pvc", "networkpolicies"])("is no resource type: %s", (plural) => {
    expect(cluster.run(["get", plural])).toEqual({ code: 1, stdout: "", stderr: `error: the server doesn't have a resource type "${plural}"\n` });
  });

  it("can't be applied", () => {
    const { code, stderr } = cluster.apply({ apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "db" }, spec: {} });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error: resource mapping not found for name: "db" namespace: "" from "STDIN": no matches for kind "StatefulSet" in version "apps/v1"\nensure CRDs are installed first\n',
    );
  });

  it("can't be created", () => {
    expect(cluster.run(["create", "job", "once", "--image=redis"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "error: failed to create job: the server could not find the requested resource (post jobs.batch)\n",
    });
    expect(cluster.run(["create", "quota", "few", "--hard=pods=1"]).stderr).toBe(
      "error: failed to create quota: the server could not find the requested resource (post resourcequotas)\n",
    );
  });
});

it("describes a namespace that has neither quota nor limits", () => {
  expect(cluster.get("describe", "namespace", "default")).toBe(
    "Name:         default\nLabels:       kubernetes.io/metadata.name=default\nAnnotations:  <none>\nStatus:       Active\n\nNo resource quota.\n\nNo LimitRange resource.\n",
  );
});

it("dumps the whole cluster", () => {
  expect(cluster.get("cluster-info", "dump")).toContain('"kind": "ReplicationControllerList"');
});

it("tells who one is", () => {
  const said = cluster.get("auth", "whoami");
  expect(said).toMatch(/^Username +minikube-user$/m);
  expect(said).toMatch(/^Groups +\[system:masters system:authenticated\]$/m);
  expect(said).toMatch(/^Extra: authentication.kubernetes.io\/credential-id +\[X509SHA256=[0-9a-f]{64}\]$/m);
});

it.each(["default", "kube-public", "kube-system"])("does not let the namespace %s go", (name) => {
  expect(cluster.run(["delete", "namespace", name])).toEqual({
    code: 1,
    stdout: "",
    stderr: `Error from server (Forbidden): namespaces "${name}" is forbidden: this namespace may not be deleted\n`,
  });
});

it("rolls a DaemonSet out and back", () => {
  const labels = { app: "agent" };
  const spec = (image: string) => ({ selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "agent", image }] } } });
  const daemonSet = (image: string) => ({ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "agent" }, spec: spec(image) });
  cluster.apply(daemonSet("ghcr.io/subicura/echo:v1"));
  cluster.get("rollout", "status", "ds/agent", "--timeout=20s");
  cluster.apply(daemonSet("ghcr.io/subicura/echo:v2"));
  cluster.get("rollout", "status", "ds/agent", "--timeout=20s");
  expect(cluster.get("rollout", "history", "ds/agent")).toBe("daemonset.apps/agent \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n");
  cluster.get("rollout", "undo", "ds/agent");
  cluster.get("rollout", "status", "ds/agent", "--timeout=20s");
  expect(cluster.get("get", "pods", "-l", "app=agent", "-o", "jsonpath={.items[*].spec.containers[0].image} {.items[*].spec.nodeName}")).toBe(
    "ghcr.io/subicura/echo:v1 minikube",
  );
  expect(cluster.get("get", "controllerrevisions", "-o", "jsonpath={.items[*].revision}").split(" ").sort()).toEqual(["2", "3"]);
});

describe("the system's own pods", () => {
  const names = ["etcd-minikube", "kube-apiserver-minikube", "kube-controller-manager-minikube", "kube-scheduler-minikube", "storage-provisioner"];

  it("run as minikube shows them", () => {
    const said = cluster.get("get", "pods", "-n", "kube-system", "-o", 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}');
    const running = said
      .trim()
      .split("\n")
      .map((line) => line.replace(/(coredns|kube-proxy)-\S+/, "$1"));
    expect(running).toEqual(["coredns", ...names.slice(0, 3), "kube-proxy", ...names.slice(3)].map((name) => `${name} Running`));
  });

  it("come back when they are deleted", () => {
    cluster.get("delete", "pod", "-n", "kube-system", "kube-scheduler-minikube");
    cluster.get("wait", "-n", "kube-system", "--for=condition=Ready", "pod/kube-scheduler-minikube", "--timeout=20s");
  });
});

it("describes a node with its lease and what its pods asked for", () => {
  const said = cluster.get("describe", "node", "minikube");
  expect(said).toMatch(/^Lease:\n +HolderIdentity: +minikube\n +AcquireTime: +<unset>\n +RenewTime: +\w{3}, /m);
  expect(said).toMatch(/^ +kube-system +kube-apiserver-minikube +250m \(/m);
});

it("knows the priority classes of the system, and no others", () => {
  const { code, stderr } = cluster.apply({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "vip" },
    spec: { priorityClassName: "gold", containers: [{ name: "a", image: "redis" }] },
  });
  expect([code, stderr]).toEqual([
    1,
    'Error from server (Forbidden): error when creating "STDIN": pods "vip" is forbidden: no PriorityClass with name gold was found\n',
  ]);
});

it("shows Events under their newer names too, to read and to delete", () => {
  cluster.get("create", "deployment", "told", "--image=nginx");
  cluster.get("wait", "--for=condition=available", "deployment/told", "--timeout=30s");
  expect(cluster.get("api-resources", "--api-group=events.k8s.io", "--no-headers")).toMatch(/^events +ev +events.k8s.io\/v1 +true +Event\n$/);
  const selected = ["get", "events.events.k8s.io", "--field-selector=regarding.kind=Deployment"];
  expect(cluster.get(...selected)).toMatch(
    /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n.*ScalingReplicaSet +deployment\/told +Scaled up replica set told-\w+ from 0 to 1\n$/,
  );
  const [event] = JSON.parse(cluster.get(...selected, "-o", "json")).items;
  expect(event).toMatchObject({ apiVersion: "events.k8s.io/v1", regarding: { name: "told" }, note: expect.stringContaining("Scaled up"), deprecatedCount: 1 });
  expect(event).not.toHaveProperty("message");
  expect(cluster.run(["label", `events.events.k8s.io/${event.metadata.name}`, "a=b"]).stderr).toContain("the server does not allow this method");
  expect(cluster.get("delete", `events.events.k8s.io/${event.metadata.name}`)).toContain(`event.events.k8s.io "${event.metadata.name}" deleted`);
  expect(cluster.run(["get", "event", event.metadata.name]).code).toBe(1);
});
