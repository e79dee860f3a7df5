import { kindOf } from "../api/catalogue.ts";
import type { ResourceName } from "../registry.ts";
import { eventRules } from "./cluster/event.ts";
import { namespaceRules } from "./cluster/namespace.ts";
import { nodeRules } from "./cluster/node.ts";
import { configMapRules } from "./config/config-map.ts";
import { secretRules } from "./config/secret.ts";
import type { KindRules } from "./kind-rules.ts";
import { endpointSliceRules } from "./network/endpoint-slice.ts";
import { endpointsRules } from "./network/endpoints.ts";
import { plainKind } from "./plain-kind.ts";
import { podRules } from "./pod/admit.ts";
import { serviceRules } from "./service/admit.ts";
import { daemonSetRules } from "./workload/daemonset.ts";
import { deploymentRules } from "./workload/deployment.ts";
import { replicaSetRules } from "./workload/replicaset.ts";

const rules: Readonly<Partial<Record<ResourceName, KindRules>>> = {
  "v1/pods": podRules,
  "v1/services": serviceRules,
  "v1/endpoints": endpointsRules,
  "v1/configmaps": configMapRules,
  "v1/secrets": secretRules,
  "v1/namespaces": namespaceRules,
  "v1/nodes": nodeRules,
  "v1/events": eventRules,
  "apps/v1/daemonsets": daemonSetRules,
  "apps/v1/deployments": deploymentRules,
  "apps/v1/replicasets": replicaSetRules,
  "discovery.k8s.io/v1/endpointslices": endpointSliceRules,
};

export function rulesOf(resource: ResourceName): KindRules {
  return rules[resource] ?? plainKind({ namespaced: kindOf(resource).namespaced });
}
