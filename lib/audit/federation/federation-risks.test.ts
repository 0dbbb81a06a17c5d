import { describe, expect, it } from 'vitest';
import { defaultAudience, federationRemarks, federationRisks } from './federation-risks';
import { issuerKindOf } from './issuers';

const github = 'https://token.actions.githubusercontent.com';
const trust = (issuer: string, subject: string) => ({ issuer, subject, audiences: [defaultAudience] });
const weights = (issuer: string, subject: string) =>
  federationRemarks(trust(issuer, subject)).map(({ weight }) => weight);

describe('an issuer', () => {
  it.each([
    ['https://token.actions.githubusercontent.com', 'github'],
    ['https://token.actions.githubusercontent.com/contoso-enterprise', 'github'],
    ['https://TOKEN.actions.githubusercontent.com', 'github'],
    ['https://gitlab.com', 'gitlab'],
    ['https://vstoken.dev.azure.com/0c1d', 'azure-devops'],
    ['https://westeurope.oic.prod-aks.azure.com/contoso/aks-prod/', 'aks'],
    ['https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE', 'eks'],
    ['https://cognito-identity.amazonaws.com', 'cognito'],
    ['https://accounts.google.com', 'google'],
    ['https://app.terraform.io', 'terraform-cloud'],
    ['https://contoso.app.spacelift.io', 'spacelift'],
    ['https://login.microsoftonline.com/72f988bf-0000-4000-8000-000000000001/v2.0', 'entra'],
  ])('%s is %s', (issuer, kind) => {
    expect(issuerKindOf(new URL(issuer))).toBe(kind);
  });

  it.each([
    'https://token.actions.githubusercontent.com.evil',
    'https://token.actions.githubusercontent.com.evil.example/x',
    'https://evil-token.actions.githubusercontent.com',
    'https://token-actions.githubusercontent.com',
    'https://token.actions.githubusercontent.com@evil.example',
    'https://token.actions.githubusercontent.com:8443',
    'https://evil.example/token.actions.githubusercontent.com',
    'https://gitlab.com.evil.example',
    'https://contoso.gitlab.com',
    'https://westeurope.oic.prod-aks.azure.com.evil.example',
    'https://evil.example.oic.prod-aks.azure.com',
    // Anybody can have a bucket there, and publish keys in it.
    'https://evil.s3.amazonaws.com',
    'https://oidc.eks.evil.example.amazonaws.com',
    'https://login.microsoftonline.com.evil.example',
  ])('%s is nobody known', (issuer) => {
    expect(issuerKindOf(new URL(issuer))).toBeUndefined();
    expect(federationRisks(trust(issuer, 'repo:contoso/shop:environment:prod'))).toEqual([
      expect.stringMatching(/is not a known issuer: whoever runs it can sign in/),
    ]);
  });
});

describe('a federated credential', () => {
  it('of one repository and environment, or one service account, is sound', () => {
    expect(federationRemarks(trust(github, 'repo:contoso/shop:environment:prod'))).toEqual([]);
    const cluster = 'https://westeurope.oic.prod-aks.azure.com/t/c/';
    expect(federationRemarks(trust(cluster, 'system:serviceaccount:orders:api'))).toEqual([]);
  });

  it('that nobody can use is not said to let others in as well', () => {
    for (const [issuer, subject] of [
      [github, 'repo:contoso/*:pull_request'],
      [github, '*'],
      ['https://ci.example.org', 'pipeline:*'],
      ['http://ci.example.org', 'x'],
      ['https://sts.windows.net/t/', 'x'],
    ] as const) {
      expect(new Set(weights(issuer, subject)), `${issuer} ${subject}`).toEqual(new Set(['dead']));
    }
  });

  it('of a branch is fine, with advice', () => {
    const branch = trust(github, 'repo:contoso/shop:ref:refs/heads/main');
    expect(federationRemarks(branch).map(({ weight }) => weight)).toEqual(['advice']);
    expect(federationRisks(branch)).toEqual([]);
  });

  it.each([
    [github, 'repository_owner:contoso', /no single repository/],
    [github, 'repo:contoso/shop:pull_request', /Any pull request/],
    ['https://westeurope.oic.prod-aks.azure.com/t/c/', 'system:serviceaccount:default:default', /every pod/],
  ])('%s %s lets in more than it should', (issuer, subject, sentence) => {
    expect(weights(issuer, subject)).toEqual(['open']);
    expect(federationRisks(trust(issuer, subject))[0]).toMatch(sentence);
  });

  it('for another audience may take tokens made for something else', () => {
    const subject = 'repo:contoso/shop:environment:prod';
    expect(federationRisks({ issuer: github, subject, audiences: ['api://else'] })[0]).toMatch(
      /api:\/\/else/,
    );
    expect(federationRisks({ issuer: github, subject, audiences: [] })[0]).toMatch(/missing/);
    expect(
      federationRisks({ issuer: github, subject, audiences: ['api://AzureADTokenExchangeChina'] }),
    ).toEqual([]);
  });
});
