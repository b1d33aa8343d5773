/** Made by resources/make-kernels.ts from source/score.ts. */
export const SCORE_WASM =
  "AGFzbQEAAAABCAFgA39/fwF9AwIBAAUDAQAABxACA2RvdAAABm1lbW9yeQIAClQBUgIBewJ/A0AgAiAESgRAIAMgBEECdCIFIABq/QAEACABIAVq/QAEAP3mAf3kASEDIARBBGohBAwBCwsgA/0fACAD/R8BkiAD/R8CkiAD/R8Dkgs=";
