import { describe, expect, it } from "vitest";
import { isSameAnswer } from "../../grader/same-answer.ts";

describe("an answer means the same", () => {
  it.each([
    ["10.96.0.12", " 10.96.0.12 "],
    ["10.96.0.12", "10.96.0.12."],
    ["10.96.0.12", "`10.96.0.12`"],
    ["10.96.0.12", "10.96.0.12:6379"],
    ["10.96.0.12", "tcp://10.96.0.12:6379"],
    ["10.96.0.12", "http://10.96.0.12:3000/"],
    ["10.96.0.12", "CLUSTER-IP: 10.96.0.12"],
    ["10.96.0.12", "１０.９６.０.１２"],
    ["10.96.0.12", "10.96.0.12입니다."],
    ["redis.default.svc.cluster.local", "redis.default.svc.cluster.local."],
    ["redis.default.svc.cluster.local.", "redis.default.svc.cluster.local"],
    ["redis.default.svc.cluster.local", "Redis.Default.SVC.cluster.local"],
    ["redis.default.svc.cluster.local", "redis.default.svc.cluster.local:6379"],
    ["redis.default.svc.cluster.local", "redis.default.svc.cluster.local.:6379"],
    ["redis.default.svc.cluster.local", "redis . default . svc . cluster.local"],
    ["endpointslice-controller.k8s.io", "endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io"],
    ["30000-32767", "30000 ~ 32767"],
    ["30000-32767", "30000–32767"],
    ["1", ":1"],
    ["1", "1."],
    ["2", "2입니다"],
  ])("%s as %s", (right, given) => {
    expect(isSameAnswer(right, given)).toBe(true);
  });
});

describe("an answer means something else", () => {
  it.each([
    ["10.96.0.12", "10.96.0.1"],
    ["10.96.0.12", "10.96.0.120"],
    ["10.96.0.12", "10.96.0.12 10.96.0.13"],
    ["10.96.0.12", "10.96.0.12/16"],
    ["redis.default.svc.cluster.local", "redis.default"],
    ["redis.default.svc.cluster.local", "default.svc.cluster.local"],
    ["redis.default.svc.cluster.local", "redis.svc.cluster.local"],
    ["30000-32767", "30000-32768"],
    ["1", "10"],
    ["1", "-1"],
    ["1", "1:2"],
    ["kube-dns", "coredns"],
    ["kube-dns", ""],
  ])("than %s: %s", (right, given) => {
    expect(isSameAnswer(right, given)).toBe(false);
  });
});
