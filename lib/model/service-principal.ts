/** A service principal as Microsoft Graph shows it. https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export interface ServicePrincipalModel {
  /** Lower case, as all principal ids here. */
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  /** Application, ManagedIdentity, Legacy, SocialIdp; as Graph writes it. */
  readonly type: string;
  /** Of a managed identity `isExplicit=True|False` and the ARM ID it belongs to. */
  readonly alternativeNames: readonly string[];
  /** Tenant that the application is registered in; '' when Graph names none, as for managed identities. */
  readonly homeTenantId: string;
  /** When the directory got it, epoch milliseconds; -1 when Graph does not say. A managed identity is as old as this. */
  readonly created: number;
  /** Validity of each certificate, newest end last. The keys themselves are never read. */
  readonly certificates: readonly CertificateValidity[];
}

/** Epoch milliseconds; -1 when Graph does not say. */
export interface CertificateValidity {
  readonly from: number;
  readonly until: number;
}
