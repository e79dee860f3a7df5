import { apiFaults, rightFaults } from "./api-faults.ts";
import { clusterFaults } from "./cluster-faults.ts";
import type { Fault } from "./fault.ts";
import { machineFaults } from "./machine-faults.ts";

export const allFaults: readonly Fault[] = [...apiFaults, ...rightFaults, ...clusterFaults, ...machineFaults];
