import { describe, expect, it } from "vitest";
import type { Service } from "../../../src/practice/objects.ts";
import { refusalOf, World } from "./world.ts";

const service = (spec: string, name = "echo"): string => `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: ${spec}}`;
const onNodePort = service("{type: NodePort, ports: [{port: 3000, nodePort: 32000}], selector: {app: echo}}");

describe("a new Service", () => {
  it("gets what a real one gets", () => {
    const { spec, status, metadata } = new World().create<Service>(service("{type: LoadBalancer, ports: [{port: 80}], selector: {app: echo}}"));
    expect(spec).toMatchObject({
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy: "Cluster",
      internalTrafficPolicy: "Cluster",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
      sessionAffinity: "None",
    });
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
    expect(status).toEqual({ loadBalancer: {} });
    expect(metadata.generation).toBeUndefined();
  });

  it("gets a node port above the static band, and never one that is taken", () => {
    const world = new World();
    const ports = Array.from(
      { length: 40 },
      (_, index) => world.create<Service>(service("{type: NodePort, ports: [{port: 80}]}", `s${index}`)).spec.ports![0]!.nodePort!,
    );
    expect(new Set(ports).size).toBe(40);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(30086);
    expect(Math.max(...ports)).toBeLessThanOrEqual(32767);
  });

  it("may ask for a free address of the range, and for no other", () => {
    const world = new World();
    expect(world.create<Service>(service("{clusterIP: 10.96.0.10, ports: [{port: 53}]}", "dns")).spec.clusterIP).toBe("10.96.0.10");
    const refusal = refusalOf(() => world.create(service("{clusterIP: 10.96.0.10, ports: [{port: 53}]}", "twin")));
    expect(refusal).toMatchObject({
      message: 'Service "twin" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    });
  });

  it("has no address and no node port when it is headless or an ExternalName", () => {
    const world = new World();
    expect(world.create<Service>(service("{clusterIP: None, ports: [{port: 80}], selector: {a: b}}", "a")).spec).toMatchObject({
      clusterIP: "None",
      clusterIPs: ["None"],
    });
    const external = world.create<Service>(service("{type: ExternalName, externalName: example.com}", "b")).spec;
    expect(external).toEqual({ type: "ExternalName", externalName: "example.com", sessionAffinity: "None" });
  });

  it("is not checked against the range of node ports in a dry run", () => {
    expect(refusalOf(() => new World().create(service("{type: NodePort, ports: [{port: 80, nodePort: 32768}]}"), { dryRun: true }))).toBe("accepted");
  });

  it("names every mistake of several, each as a cause", () => {
    const refusal = refusalOf(() => new World().create(service("{ports: [{port: 1}, {port: 2}]}")));
    expect(refusal).toMatchObject({
      code: 422,
      message: 'Service "echo" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
      details: {
        kind: "Service",
        name: "echo",
        causes: [{ reason: "FieldValueRequired", message: "Required value", field: "spec.ports[0].name" }, { field: "spec.ports[1].name" }],
      },
    });
  });
});

const words = (manifest: string): string => {
  const refusal = refusalOf(() => new World().create(manifest));
  return refusal === "accepted" ? refusal : refusal.message.replace('Service "echo" is invalid: ', "");
};

describe("a new Service is refused in upstream's words", () => {
  it.each([
    [
      "type: LoadBalancer, loadBalancerSourceRanges: [1.2.3.4/8]",
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "1.2.3.4/8": must not have bits set beyond the prefix length',
    ],
    [
      "type: LoadBalancer, loadBalancerSourceRanges: [far]",
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "far": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    ["loadBalancerSourceRanges: [1.0.0.0/8]", "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    ["type: LoadBalancer, loadBalancerSourceRanges: [1.0.0.0/8]", "accepted"],
    ["trafficDistribution: Near", 'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"'],
    ["trafficDistribution: PreferSameZone", "accepted"],
    ["clusterIP: 10.96.0.010", 'spec.clusterIPs[0]: Invalid value: "10.96.0.010": must not have leading 0s'],
    [
      "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 80",
      "Internal error occurred: failed to allocate requested HealthCheck NodePort 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
    ],
    [
      "type: LoadBalancer, healthCheckNodePort: 30500",
      "spec.healthCheckNodePort: Invalid value: 30500: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
    ["internalTrafficPolicy: Near", 'spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"'],
  ])("%s", (spec, answer) => {
    expect(words(service(`{ports: [{port: 80}], ${spec}}`))).toBe(answer);
  });

  it("for the class of its load balancer", () => {
    expect(words(service('{type: LoadBalancer, loadBalancerClass: "a b", ports: [{port: 80}]}'))).toMatch(
      /^spec.loadBalancerClass: Invalid value: "a b": name part must consist of/,
    );
  });

  it("for what can't be allocated, before anything else that is wrong with it", () => {
    expect(words(service("{type: NodePort, sessionAffinity: Some, ports: [{port: 80, nodePort: 80}]}"))).toMatch(
      /^spec.ports\[0\].nodePort: Invalid value: 80: provided port/,
    );
    expect(words(service("{clusterIP: here, ports: [{port: 0}]}"))).toBe(
      'spec.clusterIPs[0]: Invalid value: "here": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    );
  });
});

describe("a Service is accepted with a remark", () => {
  it.each([
    ["externalIPs: [1.2.3.4]", ["spec.externalIPs is deprecated"]],
    [
      "clusterIP: None, externalIPs: [1.2.3.4], sessionAffinity: ClientIP",
      ["spec.externalIPs is ignored for headless services", "spec.SessionAffinity is ignored for headless services"],
    ],
    ["type: ExternalName, externalName: a.b, externalIPs: [1.2.3.4]", ['spec.externalIPs is ignored when spec.type is "ExternalName"']],
    ["externalName: a.b", ['spec.externalName is ignored when spec.type is not "ExternalName"']],
    ["type: NodePort", []],
  ])("%s", (spec, remarks) => {
    const world = new World();
    world.create(service(`{ports: [{port: 80}], ${spec}}`));
    expect(world.warnings).toEqual(remarks);
  });

  it("but a refused one gets none", () => {
    const world = new World();
    refusalOf(() => world.create(service("{externalIPs: [1.2.3.4], ports: []}")));
    expect(world.warnings).toEqual([]);
  });
});

it("a Service with external addresses has an external traffic policy", () => {
  expect(new World().create<Service>(service("{externalIPs: [1.2.3.4], ports: [{port: 80}]}")).spec.externalTrafficPolicy).toBe("Cluster");
});

describe("a changed Service", () => {
  it("keeps its address and node port when the manifest doesn't name them", () => {
    const world = new World();
    const before = world.create<Service>(service("{type: NodePort, ports: [{port: 3000}]}"));
    const after = world.update<Service>(service("{type: NodePort, ports: [{port: 3001}]}"), before);
    expect(after.spec.clusterIP).toBe(before.spec.clusterIP);
    expect(after.spec.ports![0]!.nodePort).toBe(before.spec.ports![0]!.nodePort);
  });

  it("silently loses the node port it had when it becomes a ClusterIP", () => {
    const world = new World();
    const before = world.create<Service>(onNodePort);
    const { spec } = world.update<Service>(service("{ports: [{port: 3000, nodePort: 32000}]}"), before);
    expect(spec.ports).toEqual([{ port: 3000, protocol: "TCP", targetPort: 3000 }]);
    expect(spec.externalTrafficPolicy).toBeUndefined();
  });

  it("can't change its address", () => {
    const world = new World();
    const before = world.create(onNodePort);
    const refusal = refusalOf(() => world.update(service("{type: NodePort, clusterIP: 10.96.9.9, ports: [{port: 3000}]}"), before));
    expect(refusal).toMatchObject({ message: 'Service "echo" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set' });
  });

  it("can't have one node port twice, told as a plain error", () => {
    const world = new World();
    const before = world.create(onNodePort);
    const twice = service("{type: NodePort, ports: [{name: a, port: 1, nodePort: 32000}, {name: b, port: 2, nodePort: 32000}]}");
    expect(refusalOf(() => world.update(twice, before))).toMatchObject({ code: 500, reason: "", message: "duplicate nodePort: {TCP 32000}" });
  });

  it("can't change its health check port", () => {
    const world = new World();
    const local = (port: number) => service(`{type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: ${port}, ports: [{port: 80}]}`);
    const refusal = refusalOf(() => world.update(local(30501), world.create(local(30500))));
    expect(refusal).toMatchObject({ message: 'Service "echo" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable' });
  });

  it("gives up its address as an ExternalName", () => {
    const world = new World();
    const { spec } = world.update<Service>(service("{type: ExternalName, externalName: example.com}"), world.create(onNodePort));
    expect(spec).toEqual({ type: "ExternalName", externalName: "example.com", sessionAffinity: "None" });
  });

  it("may name its address as nothing on the way to an ExternalName", () => {
    const world = new World();
    const before = world.create<Service>(service("{ports: [{port: 80}]}"));
    const { ipFamilies, ipFamilyPolicy } = before.spec;
    const manifest = JSON.stringify({ type: "ExternalName", externalName: "a.b", ports: [{ port: 80 }], ipFamilies, ipFamilyPolicy });
    expect(world.update<Service>(service(manifest), before).spec).not.toHaveProperty("ipFamilies");
  });

  it("keeps what is no trouble to the new type: the external name, and where inner traffic goes", () => {
    const world = new World();
    const external = world.create<Service>(service("{type: ExternalName, externalName: a.b}"));
    const inner = world.update<Service>(service("{type: ClusterIP, externalName: a.b, ports: [{port: 80}]}"), external);
    expect(inner.spec).toMatchObject({ type: "ClusterIP", externalName: "a.b" });
    const again = world.update<Service>(service("{type: ExternalName, externalName: a.b, internalTrafficPolicy: Cluster}"), inner);
    expect(again.spec).toMatchObject({ internalTrafficPolicy: "Cluster" });
  });

  it("keeps its node ports when its load balancer no longer needs any", () => {
    const world = new World();
    const balanced = (spec: object) => service(JSON.stringify({ type: "LoadBalancer", ports: [{ port: 80 }], ...spec }));
    const before = world.create<Service>(balanced({}));
    const nodePort = before.spec.ports![0]!.nodePort;
    expect(nodePort).toBeGreaterThan(0);
    expect(world.update<Service>(balanced({ allocateLoadBalancerNodePorts: false }), before).spec.ports![0]!.nodePort).toBe(nodePort);
  });
});

describe("address families on a cluster that has IPv4 alone", () => {
  const both = "ipFamilies: [IPv4, IPv6]";
  const onlyOne = "this cluster is not configured for dual-stack services";
  it.each([
    ["ipFamilies: [IPv4, IPv4]", 'spec.ipFamilies[1]: Duplicate value: "IPv4"'],
    [both, `spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified`],
    [`${both}, ipFamilyPolicy: PreferDualStack`, 'spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster'],
    [
      `${both}, ipFamilyPolicy: RequireDualStack`,
      `[spec.ipFamilyPolicy: Invalid value: "RequireDualStack": ${onlyOne}, spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster]`,
    ],
    [
      "ipFamilies: [IPv5], ipFamilyPolicy: Two",
      '[spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6", spec.ipFamilyPolicy: Unsupported value: "Two": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"]',
    ],
    ['clusterIP: "fd00::1"', 'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster'],
    ["clusterIP: 10.96.3.4, ipFamilies: [IPv6]", 'spec.clusterIPs[0]: Invalid value: "10.96.3.4": expected an IPv6 value as indicated by `ipFamilies[0]`'],
    [
      "clusterIP: 10.96.3.4, clusterIPs: [10.96.3.4, 10.96.3.5]",
      'spec.clusterIPs: Invalid value: ["10.96.3.4","10.96.3.5"]: may specify no more than one IP for each IP family',
    ],
    ["clusterIPs: [10.96.3.4]", 'spec.clusterIPs: Invalid value: ["10.96.3.4"]: must be empty when `clusterIP` is not specified'],
    ["clusterIP: None, selector: {a: b}, ipFamilies: [IPv6]", 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
  ])("%s", (spec, why) => {
    expect(refusalOf(() => new World().create(service(`{${spec}, ports: [{port: 80}]}`)))).toMatchObject({ message: `Service "echo" is invalid: ${why}` });
  });
});
