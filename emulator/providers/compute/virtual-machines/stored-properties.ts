type Row = Record<string, unknown>;

function record(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** Clients send null for "use the default"; answers of Azure never hold one. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  const row = record(value);
  if (!row) return value;
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, entry]) => entry !== null && entry !== undefined)
      .map(([key, entry]) => [key, withoutNulls(entry)]),
  );
}

/** Values Azure takes in any case and answers in this one. */
const enumerations: Readonly<Record<string, readonly string[]>> = {
  createOption: ['FromImage', 'Empty', 'Attach', 'Copy', 'Restore'],
  caching: ['None', 'ReadOnly', 'ReadWrite'],
  deleteOption: ['Delete', 'Detach'],
  osType: ['Windows', 'Linux'],
};

function inAzureCase(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const known = enumerations[key]?.find((entry) => entry.toLowerCase() === String(value).toLowerCase());
      return [key, known ?? value];
    }),
  );
}

/** Marketplace offers of Windows carry its name; that is also how az tells. */
function osTypeOf(imageReference: Row | undefined): 'Windows' | 'Linux' {
  return /windows/i.test(`${imageReference?.publisher} ${imageReference?.offer}`) ? 'Windows' : 'Linux';
}

function storageProfile(profile: Row): Row {
  const imageReference = record(profile.imageReference);
  const osDisk = inAzureCase(record(profile.osDisk) ?? {});
  return {
    ...profile,
    osDisk: {
      osType: osTypeOf(imageReference),
      ...osDisk,
      managedDisk: { storageAccountType: 'Premium_LRS', ...record(osDisk.managedDisk) },
    },
  };
}

/**
 * Properties of a VM as Azure keeps them: no nulls, enumerations in Azure's case, defaults of the disk filled in. A
 * password or custom data makes the machine and is never kept; there is no machine here, so it is dropped at once.
 */
export function storedProperties(properties: Readonly<Row>): Row {
  const row = record(withoutNulls(properties)) ?? {};
  const os = record(row.osProfile);
  const storage = record(row.storageProfile);
  const { adminPassword: _password, customData: _data, ...osProfile } = os ?? {};
  return {
    ...row,
    ...(os ? { osProfile } : {}),
    ...(storage ? { storageProfile: storageProfile(storage) } : {}),
  };
}
