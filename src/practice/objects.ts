/**
 * The Kubernetes objects the practice cluster works with, as they stand in JSON.
 * Only the fields that some code of ours reads are typed; every object may hold more.
 */
export { apiTime, type Condition, type KubeObject, type LabelSelector, type Labels, type ObjectMeta, type OwnerReference } from "./objects/object.ts";
export type { ContainerSpec, EnvVar, Pod, PodSpec, PodTemplate, Probe } from "./objects/pod.ts";
export type { ContainerState, ContainerStatus, PodStatus } from "./objects/pod-status.ts";
export { meetsRequirement, type Requirement } from "./objects/requirement.ts";
export type { Endpoint, EndpointSlice, Service, ServicePort } from "./objects/services.ts";
export type { Deployment, ReplicaSet } from "./objects/workloads.ts";
