/** Whether the API server takes an object, and what becomes of it: decoding, defaults, allocation, validation, schemas. */
export { admitCreate, admitUpdate } from "./admit.ts";
export type { AdmissionContext } from "./context.ts";
export { type DecodedBody, decodeBody, type FieldValidation } from "./decode/body.ts";
export { openApiV2 } from "./openapi/v2.ts";
export { openApiV3, openApiV3Index } from "./openapi/v3.ts";
export { decodeProtobuf } from "./protobuf/decode.ts";
export type { Schema } from "./schema.ts";
export { schemaOf } from "./schemas/types.ts";
