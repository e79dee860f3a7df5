/** Two small labs after the course: redis with its counter, and echo on a node port. */
import { type Lab, parseLab } from "../../../grader/index.ts";

function prose(steps: readonly string[]): string {
  const section = (name: string) => `### ${name}\nwords\n`;
  return `${steps.map((id) => `## ${id}\n${["text", "task", "hint 1", "hint 2", "hint 3", "why"].map(section).join("")}`).join("")}## outro\nwords\n`;
}

function labFrom(folder: string, yaml: string, steps: readonly string[]): Lab {
  const parsed = parseLab({ folder, yaml, ko: prose(steps), en: prose(steps) });
  if (parsed.status === "mistaken") throw new Error(JSON.stringify(parsed.mistakes, null, 1));
  return parsed.lab;
}

const t = "title: {ko: 제목, en: title}";

export const echoLab = labFrom(
  "06-echo",
  `lab: echo
number: 6
${t}
owns: [{kind: Deployment, name: echo}, {kind: Service, name: echo}]
steps:
  - id: deployment
    ${t}
    checks:
      - {id: replicas, ${t}, object: {kind: Deployment, name: echo}, wants: {spec: {replicas: 3}}}
      - {id: labels, ${t}, object: {kind: Deployment, name: echo}, wants: {spec: {selector: {matchLabels: {app: echo}}, template: {metadata: {labels: {app: echo}}}}}}
      - {id: container, ${t}, object: {kind: Deployment, name: echo}, wants: {spec: {template: {spec: {containers: [{name: echo, image: "ghcr.io/subicura/echo:v1"}]}}}}}
      - {id: ready, ${t}, ready: {kind: Deployment, name: echo, pods: 3}, within: 60s}
  - id: service
    ${t}
    checks:
      - {id: port, ${t}, object: {kind: Service, name: echo}, wants: {spec: {type: NodePort, ports: [{port: 3000, targetPort: 3000, nodePort: 32000}]}}}
      - {id: finds, ${t}, endpoints: {service: echo, pods: {app: echo}, count: 3}}
      - {id: answers, ${t}, http: {service: echo, nodePort: 32000, requests: 20, backends: all, answers: {version: v1}}, marks: 2}
`,
  ["deployment", "service"],
);

export const counterLab = labFrom(
  "02-counter",
  `lab: counter
number: 2
${t}
owns: [{kind: Deployment, name: redis}, {kind: Service, name: redis}, {kind: Deployment, name: counter}, {kind: Service, name: counter-lb}]
steps:
  - id: redis
    ${t}
    checks:
      - {id: redis-labels, ${t}, object: {kind: Deployment, name: redis}, wants: {spec: {template: {metadata: {labels: {app: counter, tier: db}}, spec: {containers: [{image: redis}]}}}}}
      - {id: redis-ready, ${t}, ready: {kind: Deployment, name: redis}}
      - {id: redis-finds, ${t}, endpoints: {service: redis, pods: {app: counter, tier: db}}}
  - id: counter
    ${t}
    checks:
      - {id: counter-labels, ${t}, object: {kind: Deployment, name: counter}, wants: {spec: {template: {metadata: {labels: {app: counter, tier: app}}, spec: {containers: [{image: "ghcr.io/subicura/counter:latest"}]}}}}}
      - {id: counter-ready, ${t}, ready: {kind: Deployment, name: counter}}
      - {id: counts, ${t}, counts: {deployment: counter, localhost: 3000}}
      - {id: kept, ${t}, redis: {from: counter, host: redis, command: [GET, count], atLeast: 1}}
      - {id: name, ${t}, dns: {from: counter, name: "redis.{namespace}.svc.cluster.local", service: redis}}
      - {id: ip, ${t}, ask: {question: {ko: 무엇, en: which}, field: {kind: Service, name: redis, path: spec.clusterIP}}}
  - id: outside
    ${t}
    checks:
      - {id: lb-type, ${t}, object: {kind: Service, name: counter-lb}, wants: {spec: {type: LoadBalancer, ports: [{port: 30000, targetPort: 3000}], selector: {app: counter, tier: app}}}}
      - {id: lb-addon, ${t}, addon: {name: metallb, service: counter-lb}}
      - {id: lb-pool, ${t}, pool: {service: counter-lb}, needs: [lb-addon]}
      - {id: lb-address, ${t}, address: {service: counter-lb}, needs: [lb-pool]}
      - {id: lb-answers, ${t}, http: {service: counter-lb, loadBalancer: 30000, requests: 3}, needs: [lb-address]}
`,
  ["redis", "counter", "outside"],
);
