/**
 * Stands in for minikube in the tests, and is none: it replays what minikube v1.38 was recorded to print (test/recordings/minikube-json.txt)
 * for a cluster that is really a practice cluster. What works on the cluster is handed to that one's own minikube command.
 *
 *   RECORDED_SHAPE       docker-linux · docker-darwin · two-nodes · stopped · paused · deleted · missing · docker-down
 *   RECORDED_PRACTICE    the practice cluster's minikube
 *   RECORDED_KUBECTL     a real kubectl
 *   RECORDED_ADDRESS     the address by which the node is known here
 *   RECORDED_REAL        the address where it really listens
 *   RECORDED_LOG         every call is noted there
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";

const { RECORDED_SHAPE, RECORDED_PRACTICE, RECORDED_KUBECTL, RECORDED_ADDRESS, RECORDED_REAL, RECORDED_LOG } = process.env;
const started = `${RECORDED_LOG}.started`;
const shape = existsSync(started) ? "docker-linux" : RECORDED_SHAPE;
const node = { Host: "Running", Kubelet: "Running", APIServer: "Running", Kubeconfig: "Configured", Worker: false };
const statuses = {
  "docker-linux": [0, { Name: "minikube", ...node }],
  "docker-darwin": [0, { Name: "minikube", ...node }],
  "two-nodes": [
    0,
    [
      { Name: "minikube", ...node },
      { Name: "minikube-m02", ...node, APIServer: "Irrelevant", Kubeconfig: "Irrelevant", Worker: true },
    ],
  ],
  stopped: [7, { Name: "minikube", Host: "Stopped", Kubelet: "Stopped", APIServer: "Stopped", Kubeconfig: "Stopped", Worker: false }],
  paused: [2, { Name: "minikube", ...node, Kubelet: "Stopped", APIServer: "Paused" }],
  deleted: [7, null],
};
const runs = ["docker-linux", "docker-darwin", "two-nodes"].includes(shape);

const argv = process.argv.slice(2);
appendFileSync(RECORDED_LOG, `${argv.join(" ")}\n`);
const at = argv.indexOf("--");
const rest = at < 0 ? [] : argv.slice(at + 1);
const words = (at < 0 ? argv : argv.slice(0, at)).filter((word, index, all) => !word.startsWith("-") && !["-p", "-n", "-o"].includes(all[index - 1]));
const flag = (...names) => argv.find((_, index) => names.includes(argv[index - 1]));

process.exitCode = await answer();

async function answer() {
  const [command, verb] = words;
  switch (command) {
    case "version":
      return print('{"commit":"recorded","minikubeVersion":"v1.38.1"}\n');
    case "profile":
      return profileList();
    case "status":
      return status();
    case "start":
      writeFileSync(started, "");
      return print('🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default\n');
  }
  if (shape === "missing")
    return print('🤷  Profile "minikube" not found. Run "minikube profile list" to view all profiles.\n👉  To start a cluster, run: "minikube start"\n', 85);
  if (command === "kubectl") return spawnSync(RECORDED_KUBECTL, ["--cluster", "minikube", ...rest], { stdio: "inherit" }).status;
  if (!runs) return print('🤷  The control-plane node minikube host is not running: state=Stopped\n👉  To start a cluster, run: "minikube start"\n', 83);
  switch (command) {
    case "ip":
      return print(`${RECORDED_ADDRESS}\n`);
    case "service":
      return service(verb);
    case "addons":
      return verb === "configure" ? configure() : hand();
    default:
      return hand();
  }
}

function print(text, code = 0) {
  process.stdout.write(text);
  return code;
}

/** To the practice cluster's own minikube, which knows the node by its real address. */
function hand(input) {
  const real = argv.map((word) => word.replaceAll(RECORDED_ADDRESS, RECORDED_REAL)).filter((word, index) => word !== "-p" && argv[index - 1] !== "-p");
  const result = spawnSync(RECORDED_PRACTICE, real, { input, encoding: "utf8" });
  process.stdout.write(result.stdout.replaceAll(RECORDED_REAL, RECORDED_ADDRESS));
  process.stderr.write(result.stderr.replaceAll(RECORDED_REAL, RECORDED_ADDRESS));
  return result.status;
}

function status() {
  if (shape === "docker-down") {
    process.stderr.write('X Exiting due to GUEST_STATUS: state: unknown state "minikube": docker container inspect minikube: exit status 1\n');
    return 80;
  }
  const [code, value] = statuses[shape] ?? [];
  if (code !== undefined) return print(JSON.stringify(value), code);
  const event = (message) =>
    `${JSON.stringify({ data: { message }, datacontenttype: "application/json", source: "https://minikube.sigs.k8s.io/", specversion: "1.0", type: "io.k8s.sigs.minikube.info" })}\n`;
  return print(
    event('Profile "minikube" not found. Run "minikube profile list" to view all profiles.') + event('To start a cluster, run: "minikube start"'),
    85,
  );
}

function profileList() {
  if (shape === "missing") return print('{"invalid":[],"valid":[]}\n');
  const nodes = [{ Name: "", IP: RECORDED_ADDRESS, Port: 8443, KubernetesVersion: "v1.36.2", ContainerRuntime: "docker", ControlPlane: true, Worker: true }];
  if (shape === "two-nodes") nodes.push({ ...nodes[0], Name: "m02", Port: 0, ControlPlane: false });
  const config = { Name: "minikube", Driver: "docker", KubernetesConfig: { KubernetesVersion: "v1.36.2", ContainerRuntime: "docker" }, Nodes: nodes };
  return print(`${JSON.stringify({ invalid: [], valid: [{ Name: "minikube", Status: "Skipped", Config: config, Active: true, ActiveKubeContext: true }] })}\n`);
}

/** Each question has a buffer of its own: what came with the answer before is lost. */
async function configure() {
  process.stdout.write("-- Enter Load Balancer Start IP: ");
  const start = await chunk();
  process.stdout.write("-- Enter Load Balancer End IP: ");
  const end = start === undefined ? undefined : await chunk();
  if (end === undefined) {
    process.stderr.write("EOF\n");
    return 1;
  }
  return hand(`${start.replaceAll(RECORDED_ADDRESS, RECORDED_REAL)}\n${end.replaceAll(RECORDED_ADDRESS, RECORDED_REAL)}\n`);
}

function chunk() {
  return new Promise((resolve) => {
    const done = (value) => {
      process.stdin.removeAllListeners().pause();
      resolve(value);
    };
    process.stdin.once("data", (data) => done(String(data).split("\n")[0]));
    process.stdin.once("end", () => done(undefined));
  });
}

/** Where the driver can't be reached from this computer: a tunnel to the ClusterIP that lives as long as this does. Only SIGINT ends its child. */
async function service(name) {
  if (name === "list" || shape !== "docker-darwin") return hand();
  const namespace = flag("-n") ?? "default";
  const found = JSON.parse(
    execFileSync(RECORDED_KUBECTL, ["get", "service", name, "-n", namespace, "-o", "json", "--ignore-not-found"], { encoding: "utf8" }) || "null",
  );
  if (found === null) {
    process.stderr.write(`X Exiting due to SVC_NOT_FOUND: Service '${name}' was not found in '${namespace}' namespace.\n`);
    return 115;
  }
  const port = found.spec.ports[0].nodePort;
  const tunnel = `const net = require("node:net");
    net.createServer((from) => { const to = net.connect(${port}, "${RECORDED_REAL}"); from.pipe(to).pipe(from); from.on("error", () => to.destroy()); to.on("error", () => from.destroy()); })
      .listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port); });`;
  const ssh = spawn(process.execPath, ["-e", tunnel], { stdio: ["ignore", "inherit", "ignore"] });
  appendFileSync(RECORDED_LOG, `ssh ${ssh.pid}\n`);
  process.stderr.write("! Because you are using a Docker driver on darwin, the terminal needs to be open to run it.\n");
  await new Promise((resolve) => process.once("SIGINT", resolve));
  ssh.kill();
  return 0;
}
