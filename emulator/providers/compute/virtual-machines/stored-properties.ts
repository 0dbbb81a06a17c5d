import { isRecord, recordOf } from '../../../core/contract/record.ts';

type Row = Readonly<Record<string, unknown>>;

/** Clients send null for "use the default"; answers of Azure never hold one. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
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
function osTypeOf(imageReference: Row): 'Windows' | 'Linux' {
  return /windows/i.test(`${imageReference.publisher} ${imageReference.offer}`) ? 'Windows' : 'Linux';
}

function storageProfile(profile: Row): Row {
  const imageReference = recordOf(profile.imageReference);
  const osDisk = inAzureCase(recordOf(profile.osDisk));
  return {
    ...profile,
    osDisk: {
      osType: osTypeOf(imageReference),
      ...osDisk,
      managedDisk: { storageAccountType: 'Premium_LRS', ...recordOf(osDisk.managedDisk) },
    },
  };
}

/**
 * Properties of a VM as Azure keeps them: no nulls, enumerations in Azure's case, defaults of the disk filled in. A
 * password or custom data makes the machine and is never kept; there is no machine here, so it is dropped at once.
 */
export function storedProperties(properties: Row): Row {
  const row = recordOf(withoutNulls(properties));
  const { adminPassword: _password, customData: _data, ...osProfile } = recordOf(row.osProfile);
  return {
    ...row,
    ...(isRecord(row.osProfile) ? { osProfile } : {}),
    ...(isRecord(row.storageProfile) ? { storageProfile: storageProfile(row.storageProfile) } : {}),
  };
}
