export const vaultType = 'Microsoft.KeyVault/vaults';
