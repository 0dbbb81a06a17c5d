"""Makes Debian's azure-cli 2.45 agree with the Azure SDKs that Debian ships beside it.

That az asks for API versions its own SDKs do not have (compute 2022-11-01, network 2022-01-01) and for an attribute
they renamed (`config` of authorization operations). Put this folder on PYTHONPATH; a matching installation of az does
not need it, and az itself is not changed.
"""
import importlib.machinery
import sys


def use_versions_that_exist(module):
    latest = module.AZURE_API_PROFILES["latest"]
    kinds = module.ResourceType
    versions = latest[kinds.MGMT_COMPUTE].profile
    for group in (None, "virtual_machine_scale_sets"):
        versions[group] = "2022-08-01"
    latest[kinds.MGMT_NETWORK] = "2022-07-01"


def give_config_back(module):
    client = module.AuthorizationManagementClient

    def with_config(original):
        def operations(self):
            found = original.fget(self)
            found.config = getattr(found, "config", self._config)
            return found

        return property(operations)

    for group in ("role_definitions", "role_assignments"):
        setattr(client, group, with_config(getattr(client, group)))


REPAIRS = {
    "azure.cli.core.profiles._shared": use_versions_that_exist,
    "azure.mgmt.authorization._authorization_management_client": give_config_back,
}


class RepairingFinder:
    """Finds modules as usual; those named above are repaired right after they were executed."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        repair = REPAIRS.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if repair else None
        if spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def execute_and_repair(module):
            execute(module)
            repair(module)

        spec.loader.exec_module = execute_and_repair
        return spec


sys.meta_path.insert(0, RepairingFinder)
