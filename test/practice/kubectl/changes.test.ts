import { afterAll, beforeAll, expect, it } from "vitest";
import { type KubectlOnCluster, kubectlOnCluster } from "./kubectl.ts";

let cluster: KubectlOnCluster;
beforeAll(async () => {
  cluster = await kubectlOnCluster();
});
afterAll(() => cluster.close());

const service = (name: string, spec: object) => ({ apiVersion: "v1", kind: "Service", metadata: { name }, spec });

it("makes a Service that is to be replaced and isn't there, but no ConfigMap", () => {
  const replace = (manifest: object) => cluster.run(["replace", "-f", "-"], JSON.stringify(manifest));
  expect(replace(service("new", { ports: [{ port: 80 }] }))).toEqual({ code: 0, stdout: "service/new replaced\n", stderr: "" });
  expect(replace({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "new" } }).stderr).toBe(
    'Error from server (NotFound): error when replacing "STDIN": configmaps "new" not found\n',
  );
});

it("warns of a list that can't be merged by either document of the schema", () => {
  const deployment = (...containers: readonly object[]) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app" },
    spec: { selector: { matchLabels: { app: "a" } }, template: { metadata: { labels: { app: "a" } }, spec: { containers } } },
  });
  cluster.apply(deployment({ name: "app", image: "redis" }));
  const { stderr } = cluster.apply(deployment({ name: "app" }, { image: "redis" }));
  const why = "map: map[image:redis] does not contain declared merge key: name";
  expect(stderr.split("\n").slice(0, 2)).toEqual([
    `warning: error calculating patch from openapi v3 spec: ${why}`,
    `warning: error calculating patch from openapi spec: ${why}`,
  ]);
});

it("lets no status of a load balancer be set where there is none", () => {
  cluster.apply(service("inner", { ports: [{ port: 80 }] }));
  const patch = '{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}';
  expect(cluster.run(["patch", "svc", "inner", "--subresource=status", "--type=merge", "-p", patch]).stderr).toBe(
    'The Service "inner" is invalid: status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is LoadBalancer\n',
  );
});

it("applies on the server's side what fits the schema, and names every field that doesn't", () => {
  const manifest = JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "odd" }, data: { a: "b" }, one: 1, two: 2 });
  expect(cluster.run(["apply", "--server-side", "-f", "-"], manifest)).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "Error from server: failed to create typed patch object (default/odd; /v1, Kind=ConfigMap): errors:\n  .one: field not declared in schema\n  .two: field not declared in schema\n",
  });
});

it("clears the trigger time of the endpoints when pods only went", () => {
  cluster.get("create", "deployment", "echo", "--image=ghcr.io/subicura/echo:v1", "--replicas=2");
  // Both are ready before there is a Service, so that its endpoints have two addresses from the first.
  cluster.get("wait", "--for=jsonpath={.status.availableReplicas}=2", "deployment/echo", "--timeout=60s");
  cluster.get("expose", "deployment", "echo", "--port=3000");
  cluster.get("wait", "--for=create", "endpoints/echo", "--timeout=30s");
  expect(cluster.get("describe", "endpoints", "echo")).toMatch(/^Annotations: +endpoints.kubernetes.io\/last-change-trigger-time: /m);
  cluster.get("scale", "deployment", "echo", "--replicas=1");
  cluster.get("wait", "--for=jsonpath={.status.terminatingReplicas}=0", "deployment/echo", "--timeout=60s");
  cluster.get("wait", "--for=jsonpath={.status.replicas}=1", "deployment/echo", "--timeout=60s");
  expect(cluster.get("describe", "endpoints", "echo")).toMatch(/^Annotations: +<none>$/m);
});

it("says of a name that is taken whether its holder is going", () => {
  const holder = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "held", finalizers: ["example.com/hold"] } };
  const create = () => cluster.run(["create", "-f", "-"], JSON.stringify(holder)).stderr;
  expect(create()).toBe("");
  expect(create()).toBe('Error from server (AlreadyExists): error when creating "STDIN": configmaps "held" already exists\n');
  cluster.get("delete", "configmap", "held", "--wait=false");
  expect(create()).toBe('Error from server (AlreadyExists): error when creating "STDIN": object is being deleted: configmaps "held" already exists\n');
});

it("has an empty log, and no place to run a command, for a pod without a node", () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "big" },
    spec: { containers: [{ name: "a", image: "redis", resources: { requests: { cpu: "100" } } }] },
  };
  cluster.apply(pod);
  expect(cluster.run(["logs", "big"])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(cluster.run(["exec", "big", "--", "ls"]).stderr).toBe("error: unable to upgrade connection: pod big does not have a host assigned\n");
  cluster.apply({ ...pod, metadata: { name: "lost" }, spec: { ...pod.spec, nodeName: "nowhere" } });
  expect(cluster.run(["logs", "lost"]).stderr).toBe('Error from server (NotFound): nodes "nowhere" not found\n');
  expect(cluster.run(["exec", "lost", "--", "ls"]).stderr).toBe('error: unable to upgrade connection: nodes "nowhere" not found\n');
});

it("shows what a short command wrote once, and joins no container that is to run again", () => {
  cluster.get("create", "deployment", "site", "--image=nginx");
  cluster.get("expose", "deployment", "site", "--port=80");
  cluster.get("wait", "--for=condition=available", "deployment/site", "--timeout=30s");
  const { code, stdout } = cluster.run(["run", "look", "--image=busybox", "--rm", "-i", "--restart=Never", "--", "wget", "-qO-", "http://site"]);
  expect(code).toBe(0);
  expect(stdout.match(/<title>/g)).toHaveLength(1);
  cluster.get("run", "crash", "--image=busybox", "--", "false");
  cluster.get("wait", "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff", "pod/crash", "--timeout=30s");
  expect(cluster.run(["attach", "crash"]).stderr).toMatch(/error: unable to upgrade connection: container crash not found in pod crash_default\n$/);
  expect(cluster.run(["exec", "crash", "--", "ls"]).stderr).toBe('error: unable to upgrade connection: container not found ("crash")\n');
});
