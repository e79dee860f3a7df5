/** English words. One message for each code: what is seen, what it means, why it matters. */
import type { FindingCode } from "../finding.ts";
import type { Trouble, Vantage } from "../model.ts";
import type { Words } from "./said.ts";

const near = (nearest: string) => (nearest === "" ? "" : ` Nearest that exists: ${nearest}.`);
const mean = (wanted: string) => (wanted === "–" ? "" : ` Wanted: ${wanted}.`);

/** What a Service of another type than the wanted one is. */
const typeMeans: Readonly<Record<string, string>> = {
  ClusterIP: "A ClusterIP, which is the type where none is written, can be reached from inside the cluster alone.",
  NodePort: "A NodePort opens a port of the nodes and asks for no address of its own outside.",
  LoadBalancer: "A LoadBalancer opens a node port, too, and beyond that asks for an address from outside.",
  ExternalName: "An ExternalName is only another name in DNS: it has neither address nor port nor pods.",
};

/** Of what type a value should be. */
const shapes: Readonly<Record<string, string>> = { text: "text", list: "a list", number: "a number", "number-or-text": "a number or a name", fields: "fields" };

export const findings: Readonly<Record<FindingCode, Words>> = {
  missing: (s) => `There is no ${s.object} yet, and no file in the lab's folder makes one. Without it everything behind it stays out of reach.`,
  "near-name": (s) =>
    `A ${s.kind} exists under the name ${s.seen}; it should be called ${s.wanted}. Names are matched letter by letter, and DNS knows only the one that is written.`,
  "other-namespace": (s) =>
    `${s.kind} ${s.name} stands in namespace ${s.seen}; the lab runs in ${s.wanted}. A short name and a selector reach no further than their own namespace.`,
  "other-kind": (s) => `${s.name} exists as a ${s.seen}, and a ${s.wanted} is asked for. Only a ${s.wanted} replaces pods that go away and can be scaled.`,
  "not-applied": (s) => `${s.file} describes ${s.object}, but the cluster doesn't have it: the file has not been applied, or the object was deleted since.`,
  "edited-not-applied": (s) =>
    `${s.file} says ${s.wanted}, and the cluster still has ${s.seen}: the file was changed and not applied again. Editing a file changes nothing by itself.`,
  "selector-immutable": (s) =>
    `${s.file} has another selector (${s.wanted}) than ${s.object} was made with (${s.seen}). A Deployment's selector can't be changed, so the API server refuses the file. Delete the Deployment, then apply again.`,
  "being-deleted": (s) =>
    `${s.object} has been deleted and isn't gone yet; its finalizers hold it (${s.seen}). Such an object may go on working for a while, but it will not stay.`,
  unwanted: (s) => `${s.object} is still there and should be gone. What is left over can catch traffic or hold a port.`,

  "manifest-tab": (s) => `${s.file} is indented with a tab. YAML allows only spaces there, so kubectl can't read this part of the file at all.`,
  "manifest-odd-sign": (s) =>
    `${s.file} has ${s.seen} where YAML needs ${s.wanted}. It looks alike and is another sign, as word processors, chats and Korean input methods write it.`,
  "manifest-syntax": (s) => `${s.file} is no valid YAML here: ${s.seen}. Look at this line and the one above: indentation, colons, list dashes.`,
  "manifest-unfinished": (s) => `${s.file} still has an open TODO. Fill it in, then apply the file.`,
  "manifest-separator": (s) =>
    `${s.file} begins a second object without a --- line above it. The same keys then come twice, the last ones win in silence, and only the last object is made.`,
  "manifest-required": (s) => `${s.file} lacks ${s.path}, or leaves it empty. The API server doesn't accept the object without it.`,
  "manifest-kind": (s) =>
    `${s.file} says kind: ${s.seen}, and Kubernetes has no such kind.${mean(s.wanted)} How a Service is opened is told by spec.type, not by kind.`,
  "manifest-other-kind": (s) => `${s.file} makes a ${s.seen} under this name, where a ${s.wanted} is asked for: another controller, with other rules.`,
  "manifest-api-version": (s) => `${s.file} says apiVersion: ${s.seen} for ${s.kind}; it is served under ${s.wanted}.`,
  "manifest-namespace": (s) =>
    `${s.file} puts ${s.kind} ${s.name} into namespace ${s.seen}; the lab runs in ${s.wanted}. Short names and selectors end at the border of a namespace.`,
  "manifest-wrong-level": (s) => `${s.file} has ${s.seen} on the wrong level; it belongs at ${s.wanted}. Indentation decides which object a field is part of.`,
  "manifest-unknown-field": (s) => `${s.file} has the field ${s.seen}, which doesn't exist at this place.${near(s.nearest)} Field names are case-sensitive.`,
  "manifest-type": (s) =>
    `${s.file}: ${s.path} holds ${s.seen} where ${shapes[s.wanted] ?? s.wanted} is expected. Quotes, dashes and indentation decide what type a value has.`,
  "manifest-value": (s) => `${s.file}: ${s.path} says ${s.seen}, which is not allowed.${mean(s.wanted)}`,
  "manifest-labels-differ": (s) =>
    `${s.file}: the Deployment's selector asks for ${s.wanted}, its pod template carries ${s.seen}. A Deployment must select its own pods.`,
  "manifest-node-port-type": (s) =>
    `${s.file} gives a nodePort to a Service of type ClusterIP, which is the type, too, where none is written. Only NodePort and LoadBalancer Services have node ports.`,
  "manifest-node-port-range": (s) => `${s.file}: nodePort ${s.seen} lies outside 30000-32767, the range that node ports come from.`,
  "manifest-rejected": (s) => `The API server refuses ${s.file}: ${s.seen}`,
  "node-port-taken": (s) =>
    `Node port ${s.wanted} for ${s.object} is held by another Service already (${s.seen.replace(/^service: ([^,]+), port: /, "Service $1 · ")}). A node port belongs to one Service in the whole cluster.`,

  "field-differs": (s) => `${s.object}: ${s.path} is ${s.seen}, wanted is ${s.wanted}.`,
  "field-missing": (s) => `${s.object} has nothing at ${s.path}.${mean(s.wanted)}`,
  "image-differs": (s) => `${s.object} runs the image ${s.seen}; the exercise is about ${s.wanted}. It runs, but it is another program or version.`,
  "container-name": (s) =>
    `The container in ${s.object} is named ${s.seen}; the exercise calls it ${s.wanted}. Commands such as kubectl set image go by this name.`,
  "labels-differ": (s) =>
    `The pods of ${s.object} are labelled ${s.seen}; ${s.wanted} is needed. A Service finds pods by their labels, never by the Deployment's name.`,
  "env-missing": (s) => `A container of ${s.object} lacks an environment variable (${s.wanted}). The program falls back to a default that doesn't fit here.`,
  "env-differs": (s) => `An environment variable of ${s.object} holds ${s.seen} and should hold ${s.wanted}.`,

  "scaled-to-zero": (s) => `${s.object} is scaled to 0, so there is no pod at all that could answer.${mean(s.wanted)}`,
  "too-few-pods": (s) => `${s.object} asks for ${s.seen} pods, and ${s.wanted} are wanted. A Deployment keeps as many pods as it says, and no more.`,
  "rollout-paused": (s) => `The rollout of ${s.object} is paused: changes are stored, but no pod is made from them.`,
  "pods-not-created": (s) => `${s.object} can't create its pods: ${s.seen}`,
  "image-look-alike": (s) =>
    `The image comes from a look-alike registry: ${s.seen}. ghrc.io is not GitHub's ghcr.io; it fishes for registry credentials. Never log in there.`,
  "image-name-invalid": (s) =>
    `"${s.seen}" is no valid image name, so nothing can be pulled. Spaces and capital letters are not allowed in it.${mean(s.wanted)}`,
  "image-not-found": (s) => `The image ${s.seen} can't be pulled: no registry gives out one of this name and tag.${mean(s.wanted)}${near(s.nearest)}`,
  "crash-redis-port": (s) =>
    `The container of ${s.object} crashes: it doesn't set REDIS_PORT, so Kubernetes does. For a Service named redis every new pod gets REDIS_PORT=tcp://…, and the program takes that for a port number. Set ${s.wanted} yourself.`,
  crash: (s) => `The container of ${s.object} starts and ends again. Its last words: ${s.seen}`,
  "command-not-found": (s) => `The container of ${s.object} can't be started with ${s.seen}: the image has no such program.`,
  "command-overridden": (s) =>
    `The container of ${s.object} runs "${s.seen}" in place of the image's own program, so nothing listens where the Service sends its traffic. The pod counts as ready all the same.`,
  "config-missing": (s) =>
    `The container of ${s.object} can't start: the ConfigMap or Secret that its environment is taken from, or the key in it, isn't there. The node says: ${s.seen}`,
  "hook-fails": (s) => `The container of ${s.object} starts, and is ended at once because its postStart hook fails: ${s.seen}`,
  "container-refused": (s) => `The node refuses to make the container of ${s.object} as it is asked to: ${s.seen}`,
  "volume-fails": (s) => `A volume of ${s.object} can't be mounted, and the container waits for it: ${s.seen}. kubectl describe pod shows this under Events.`,
  unschedulable: (s) => `No node takes the pod of ${s.object}: ${s.seen}`,
  "scheduler-unknown": (s) =>
    `The pods of ${s.object} ask for a scheduler named ${s.seen}, and none of that name has placed them. A pod that no scheduler looks at stays Pending, without an event.`,
  "node-unknown": (s) =>
    `The pods of ${s.object} are tied to a node named ${s.seen} (nodeName), and the cluster has none of that name. Its nodes: ${s.nearest}. Without nodeName the scheduler chooses.`,
  "readiness-gate": (s) =>
    `The containers of ${s.object} are ready, and its pods still aren't: a readinessGate waits for the condition ${s.seen}, which something else has to set.`,
  "probe-fails": (s) =>
    `The container of ${s.object} runs, but its readinessProbe fails (${s.seen}). A pod that isn't ready gets no traffic from any Service.${mean(s.wanted)}`,
  "probe-kills": (s) =>
    `The container of ${s.object} is killed and started anew again and again: a probe of its own asks for ${s.seen}, and the program doesn't have that.${mean(s.wanted)}`,
  "init-waits": (s) =>
    `An init container of ${s.object} is still running (${s.seen}). Init containers run one after another, and the program itself starts only when the last has ended.`,
  starting: (s) =>
    `${s.object} is still starting (${s.wanted === "–" ? s.seen : `${s.seen} of ${s.wanted} pods are ready`}). Nothing is wrong so far; give it a moment.`,
  "rolling-out": (s) => `${s.object} is changing over to its newest version: ${s.seen} of ${s.wanted} pods are new. Old pods still answer.`,

  "type-wrong": (s) => `${s.object} is of type ${s.seen}, wanted is ${s.wanted}. ${typeMeans[s.seen] ?? ""}`.trim(),
  headless: (s) =>
    `${s.object} is headless (clusterIP: None). It has no address that stays: its name leads straight to the pods' addresses, which come and go.`,
  "node-port-wrong": (s) => `${s.object} opens node port ${s.seen}; ${s.wanted} is wanted. Left out, Kubernetes draws one at random from 30000-32767.`,
  "port-wrong": (s) =>
    `${s.object} has port ${s.seen} where ${s.wanted} is asked for. port is where the Service itself is called, targetPort where the pod listens.`,
  "protocol-wrong": (s) =>
    `${s.object} offers this port for ${s.seen}; the program speaks ${s.wanted}. The same number under another protocol is another port.`,
  "selector-missing": (s) =>
    `${s.object} has no selector. It then looks for no pods and gets no endpoints, though Kubernetes accepts it without a word.${mean(s.wanted)}`,
  "selector-matches-nothing": (s) =>
    `${s.object} selects ${s.seen}, and no pod carries all of these labels. The Service has an address and nobody behind it.${near(s.nearest)}`,
  "selector-too-broad": (s) =>
    `${s.object} selects ${s.seen}, which also catches pods that are not meant: ${s.nearest}. A part of the connections goes to them and fails, only now and then.`,
  "selector-other-pods": (s) => `${s.object} selects ${s.seen} and so leads to the wrong pods: ${s.nearest}.${mean(s.wanted)}`,
  "stranger-pods": (s) =>
    `Pods from elsewhere carry the same labels and stand behind ${s.object} too: ${s.seen}. Leftovers of an earlier exercise are the usual reason, or a second Deployment of the same labels.`,
  "endpoints-pending": (s) =>
    `The EndpointSlices of ${s.name} list ${s.seen}, and the ready pods have ${s.wanted}. The endpoint controller is about to catch up.`,
  "endpoints-by-hand": (s) =>
    `${s.object} was written by hand and lists ${s.seen}; the ready pods have ${s.wanted}. No controller keeps it up to date, and a part of the requests goes where nobody is.`,
  "target-port-wrong": (s) =>
    `${s.object} sends traffic to port ${s.seen} of the pods, where nothing listens; the program listens on ${s.wanted}. Endpoints look healthy all the same, only requests are refused.`,
  "target-port-name": (s) => `${s.object} sends traffic to a port named ${s.seen}, and the pods have no port of that name.${mean(s.wanted)}`,
  "container-port-wrong": (s) =>
    `${s.object} gives a name to port ${s.seen}, but the program listens on ${s.wanted}. A Service that goes by this name arrives at a closed port.`,
  "session-affinity": (s) => `${s.object} has sessionAffinity ${s.seen}: one client always gets the same pod, so the others never answer it.`,
  "balancer-absent": () =>
    `Nobody in this cluster hands out addresses to LoadBalancer Services: MetalLB isn't running. That is why EXTERNAL-IP stays <pending>.`,
  "pool-empty": (s) =>
    `MetalLB runs but has no address to give: its pool holds ${s.seen}. It takes its addresses from ConfigMap metallb-system/config.${mean(s.wanted)}`,
  "pool-exhausted": (s) => `All addresses of the pool (${s.wanted}) are given away, to ${s.seen}. ${s.object} waits until one is free.`,
  "balancer-address": (s) =>
    `${s.object} asks for the address ${s.seen}, which isn't in the pool (${s.wanted}). MetalLB gives only what the pool holds, so EXTERNAL-IP stays <pending>.`,
  "balancer-class": (s) =>
    `${s.object} asks for a load balancer of the class ${s.seen}, and nothing in this cluster serves that class. As long as loadBalancerClass is there, whoever gives out addresses otherwise leaves the Service alone.`,
  "address-pending": (s) => `${s.object} has asked for an address and is still waiting for it.`,

  "env-host-unknown": (s) =>
    `The program of ${s.object} is told to call "${s.seen}", and no Service has that name.${mean(s.wanted)} While it looks for it, it answers nobody.`,
  "dns-policy": (s) =>
    `The pods of ${s.object} ask the node's DNS and not the cluster's, because of ${s.path} (${s.seen}). The names of Services mean nothing there.`,
  "env-port-wrong": (s) =>
    `The program of ${s.object} is told to call redis on port ${s.seen}; redis is served on ${s.wanted}, so the program never gets an answer from it.`,
  "not-answering": (s) => `${s.object} doesn't answer as it should (${s.seen}), though its selector, endpoints and ports look right.`,
  "answer-differs": (s) => `${s.object} answers with ${s.seen} where ${s.wanted} is expected: another program or version stands behind it.`,
  "backends-missed": (s) => `Of the pods behind ${s.object} only these answered: ${s.seen}. All of these should have: ${s.wanted}.`,
  "count-stands-still": (s) => `The counter of ${s.object} doesn't grow from request to request: ${s.seen}.`,
  "redis-reply-differs": (s) =>
    `redis behind ${s.object} says ${s.seen}; expected was ${s.wanted}.${/^\d+$/.test(s.wanted) ? " Call the counter a few times first: it does the counting." : ""}`,
  "name-unresolved": (s) => `The name ${s.seen} isn't known inside the pod, though ${s.object} exists. A short name works in its own namespace only.`,
  "name-elsewhere": (s) => `The name of ${s.object} resolves to ${s.seen}, not to its ClusterIP ${s.wanted}.`,
  "log-missing": (s) => `${s.object} hasn't written "${s.wanted}". Its last line: ${s.seen}`,
  "not-scaled": (s) => `${s.object} has ${s.seen} replicas; scale it to ${s.wanted} for this step.`,
  "ask-unanswered": () => `This question hasn't been answered yet.`,
  "ask-wrong": (s) => `"${s.seen}" isn't what the cluster says. Look again, and copy the value as it stands there.`,
  "ask-other-address": (s) => `${s.seen} is an address of ${s.nearest}, and that isn't what the question is about.`,
};

export const troubles: Readonly<Record<Trouble["code"], string>> = {
  unreachable: "The cluster's API server can't be reached.",
  timeout: "The cluster didn't answer in time.",
  unauthorized: "The cluster doesn't accept the credentials.",
  forbidden: "The cluster's rules (RBAC) forbid this reading.",
  throttled: "The API server turns requests away as too many. Try again in a moment.",
  "server-error": "The API server failed to answer.",
  "cut-short": "The answer broke off in the middle.",
  "no-route": "The way to this address is cut. That is a matter of the network, not of the answer.",
  "dns-down": "The cluster's DNS doesn't answer at all.",
  "exec-refused": "Commands can't be run inside pods here.",
  "kubectl-missing": "kubectl isn't there.",
  "kubectl-too-old": "kubectl is too old for this cluster.",
  "wrong-context": "The kubeconfig leads to another cluster.",
  "namespace-gone": "The namespace of the lab doesn't exist, or is being deleted.",
  "not-supported": "This cluster can't do what the check asks for.",
  "pull-failed": "The image is the right one, but the cluster couldn't pull it: registry, network or rate limit.",
  refused:
    "The address refuses, though every object is right and the pods listen. Look at the way there: a firewall, a node address that is out of date, kube-proxy.",
  "not-kubernetes":
    "What answers in the API server's place isn't Kubernetes. Look for a network's sign-in page or a proxy, and whether the kubeconfig has the right address.",
  certificate: "The API server's certificate can't be trusted. Is the kubeconfig that of this cluster? A cluster that was made anew wants a new kubeconfig.",
  clock: "A certificate isn't valid at the time this computer shows. Check its date and time; if they are right, renew the certificate.",
  "too-many-files": "Too many files are open, so that no more connections can be. Close other programs, or raise the limit (ulimit -n).",
  "node-not-ready": "The node that should run the pods isn't ready: it is down, short of disk or memory, or closed to new pods.",
  quota: "A quota (ResourceQuota) or the limits (LimitRange) of the namespace keep the lab's pods from being made. Tell whoever runs the cluster.",
  admission: "The cluster's own rules (a webhook or policy) turn the lab's pods away. Tell whoever runs the cluster.",
  "no-balancer": "Nothing on this cluster hands out addresses from outside.",
  "port-taken": "Another program of this computer uses that port, so the Service can't be reached at it. Stop that program and check again.",
  cancelled: "It was not asked, or called off.",
};

export const vantages: Readonly<Record<Vantage["via"], string>> = {
  "node-address": "asked at the node's own address",
  "load-balancer-address": "asked at the address that the Service was given",
  "minikube-service": "asked through minikube service --url",
  "minikube-ssh": "asked from the node itself, through minikube ssh",
  "port-forward": "asked through a port-forward",
};

export const unproved: Readonly<Record<Vantage["proves"], string>> = {
  "the-path-asked-for": "",
  "not-the-node-port": "Not shown by that: the node port itself.",
  "not-the-load-balancer-address": "Not shown by that: the address from outside.",
};

/** Asked on the node itself: the address answers there. */
export const unprovedWay = "Not shown by that: the way from this computer to the address.";
