/** The international edition's SDK comes without types; this is what the tests and the demo use of it. */
declare module 'tencentcloud-sdk-nodejs-intl-en' {
  interface Request {
    from_json_string(json: string): void;
  }
  type Callback = (error: Error | null, response: Record<string, unknown>) => void;
  type Client = Record<string, (request: Request, callback: Callback) => void>;
  interface Service {
    readonly Client: new (credential: unknown, region: string, profile: unknown) => Client;
    readonly Models: Record<string, new () => Request>;
  }
  const sdk: {
    readonly common: {
      readonly Credential: new (secretId: string, secretKey: string) => unknown;
      readonly ClientProfile: new (signMethod: string | undefined, http: unknown) => unknown;
      readonly HttpProfile: new () => object;
    };
    readonly ocr: { readonly v20181119: Service };
    readonly iai: { readonly v20200303: Service };
    readonly faceid: { readonly v20180301: Service };
  };
  export default sdk;
}
