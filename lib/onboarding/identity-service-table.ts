/**
 * One service a line: name | resource types | system-assigned | user-assigned | token endpoint | where it is switched
 * on | its page below https://learn.microsoft.com. Kept as text, so that a line is compared with a line of Microsoft's
 * list.
 */
export const identityServiceTable = `
API Management | Microsoft.ApiManagement/service | yes | yes | service | Security > Managed identities | /azure/api-management/api-management-howto-use-managed-service-identity
App Configuration | Microsoft.AppConfiguration/configurationStores | yes | yes | service | Settings > Identity | /azure/azure-app-configuration/overview-managed-identity
App Service and Azure Functions | Microsoft.Web/sites Microsoft.Web/sites/slots | yes | yes | app | Settings > Identity | /azure/app-service/overview-managed-identity
Application Gateway | Microsoft.Network/applicationGateways | no | yes | service | Listener TLS certificates, or the identity property | /azure/application-gateway/key-vault-certs
Arc-enabled Kubernetes | Microsoft.Kubernetes/connectedClusters | yes | no | service | Created when the cluster is connected | /azure/azure-arc/kubernetes/quickstart-connect-cluster
Arc-enabled servers | Microsoft.HybridCompute/machines | yes | no | arc | Created when the server is connected | /azure/azure-arc/servers/managed-identity-authentication
Automanage | Microsoft.Automanage/accounts | yes | unknown | service | Created with the Automanage account | /azure/automanage/repair-automanage-account
Automation | Microsoft.Automation/automationAccounts | yes | yes | automation | Account settings > Identity | /azure/automation/automation-security-overview
Azure AI services | Microsoft.CognitiveServices/accounts | yes | yes | service | Resource management > Identity | /azure/ai-services/encryption/cognitive-services-encryption-keys-portal
Azure AI Search | Microsoft.Search/searchServices | yes | yes | service | Settings > Identity | /azure/search/search-howto-managed-identities-data-sources
Batch | Microsoft.Batch/batchAccounts | yes | yes | imds | Identity of the account; user-assigned on a pool for its tasks | /azure/batch/managed-identity-pools
Blueprints | Microsoft.Blueprint/blueprintAssignments | yes | yes | service | Managed identity of the blueprint assignment | /azure/governance/blueprints/concepts/deployment-stages
Cache for Redis | Microsoft.Cache/Redis | yes | yes | service | Settings > Identity | /azure/azure-cache-for-redis/cache-managed-identity
Chaos Studio | Microsoft.Chaos/experiments | yes | yes | service | Identity of the experiment | /azure/chaos-studio/chaos-studio-permissions-security
Communications Gateway | Microsoft.VoiceServices/communicationsGateways | unknown | unknown | service | Managed identity of the gateway | /azure/communications-gateway/deploy
Communication Services | Microsoft.Communication/communicationServices | yes | yes | service | Settings > Identity | /azure/communication-services/how-tos/managed-identity
Container Apps | Microsoft.App/containerApps Microsoft.App/jobs | yes | yes | app | Settings > Identity | /azure/container-apps/managed-identity
Container Instances | Microsoft.ContainerInstance/containerGroups | yes | yes | imds | Settings > Identity | /azure/container-instances/container-instances-managed-identity
Container Registry | Microsoft.ContainerRegistry/registries Microsoft.ContainerRegistry/registries/tasks | yes | yes | service | Settings > Identity; of a task: when it is created | /azure/container-registry/container-registry-tasks-authentication-managed-identity
CycleCloud |  | yes | yes | imds | Identity of the VM that runs CycleCloud, and of its nodes | /azure/cyclecloud/how-to/managed-identities
Data Box | Microsoft.DataBox/jobs | yes | yes | service | Encryption of the order | /azure/databox/data-box-customer-managed-encryption-key-portal
Data Explorer | Microsoft.Kusto/clusters | yes | yes | service | Security + networking > Identity | /azure/data-explorer/configure-managed-identities-cluster
Data Factory | Microsoft.DataFactory/factories | yes | yes | service | Created with the factory; user-assigned under Managed identities | /azure/data-factory/data-factory-service-identity
Data Lake Storage Gen1 | Microsoft.DataLakeStore/accounts | yes | no | service | Encryption of the account | /azure/storage/common/customer-managed-keys-overview
Data Share | Microsoft.DataShare/accounts | yes | no | service | Created with the account | /azure/data-share/concepts-roles-permissions
DevTest Labs | Microsoft.DevTestLab/labs | yes | yes | imds | Configuration and policies > Identity | /azure/devtest-labs/enable-managed-identities-lab-vms
Digital Twins | Microsoft.DigitalTwins/digitalTwinsInstances | yes | yes | service | Settings > Identity | /azure/digital-twins/how-to-enable-managed-identities-portal
Event Grid | Microsoft.EventGrid/topics Microsoft.EventGrid/domains Microsoft.EventGrid/systemTopics Microsoft.EventGrid/namespaces | yes | yes | service | Settings > Identity | /azure/event-grid/managed-service-identity
Event Hubs | Microsoft.EventHub/namespaces | yes | yes | service | Settings > Identity | /azure/event-hubs/authenticate-managed-identity
File Sync | Microsoft.StorageSync/storageSyncServices | yes | unknown | service | Settings > Managed identities | /azure/storage/file-sync/file-sync-managed-identities
Health Data Services | Microsoft.HealthcareApis/workspaces/fhirservices Microsoft.HealthcareApis/workspaces/dicomservices Microsoft.HealthcareApis/workspaces/iotconnectors | yes | yes | service | Security > Identity of the service in the workspace | /azure/healthcare-apis/authentication-authorization
Health Data Services de-identification | Microsoft.HealthDataAIServices/deidServices | yes | yes | service | Settings > Identity | /azure/healthcare-apis/deidentification/managed-identities
VM Image Builder | Microsoft.VirtualMachineImages/imageTemplates | no | yes | service | Identity of the image template | /azure/virtual-machines/image-builder-overview
Import/Export | Microsoft.ImportExport/jobs | yes | unknown | service | Encryption of the job | /azure/import-export/storage-import-export-encryption-key-portal
IoT Hub | Microsoft.Devices/IotHubs | yes | yes | service | Security settings > Identity | /azure/iot-hub/virtual-network-support
Kubernetes Service (AKS) | Microsoft.ContainerService/managedClusters | yes | yes | imds | When the cluster is created or updated; pods use workload identity | /azure/aks/use-managed-identity
Load Testing | Microsoft.LoadTestService/loadTests | yes | yes | service | Settings > Identity | /azure/load-testing/how-to-use-a-managed-identity
Log Analytics cluster | Microsoft.OperationalInsights/clusters | yes | yes | service | When the cluster is created | /azure/azure-monitor/logs/customer-managed-keys
Logic Apps (Consumption) | Microsoft.Logic/workflows | yes | yes | service | Settings > Identity | /azure/logic-apps/create-managed-service-identity
Machine Learning | Microsoft.MachineLearningServices/workspaces Microsoft.MachineLearningServices/workspaces/onlineEndpoints Microsoft.MachineLearningServices/workspaces/computes | yes | yes | app | Identity of the workspace, compute, or endpoint | /azure/machine-learning/how-to-identity-based-service-authentication
Managed disks | Microsoft.Compute/diskEncryptionSets | yes | yes | service | Identity of the disk encryption set | /azure/virtual-machines/disks-enable-customer-managed-keys-portal
Media Services (retired) | Microsoft.Media/mediaservices | yes | yes | service | Settings > Identity | /azure/media-services/latest/concept-managed-identities
Monitor | Microsoft.Insights/dataCollectionRules Microsoft.Insights/scheduledQueryRules | unknown | unknown | service | Identity of the rule or cluster | /azure/azure-monitor/logs/customer-managed-keys
Policy |  | yes | yes | service | Remediation of the policy assignment | /azure/governance/policy/how-to/remediate-resources
Purview | Microsoft.Purview/accounts | yes | yes | service | Settings > Managed identities | /purview/manage-credentials
Quantum | Microsoft.Quantum/workspaces | yes | unknown | service | Created with the workspace | /azure/quantum/optimization-authenticate-managed-identity
Resource Mover | Microsoft.Migrate/moveCollections | yes | unknown | service | Created with the move collection | /azure/resource-mover/move-region-within-resource-group
Service Bus | Microsoft.ServiceBus/namespaces | yes | yes | service | Settings > Identity | /azure/service-bus-messaging/service-bus-managed-service-identity
Service Fabric | Microsoft.ServiceFabric/managedClusters/applications Microsoft.ServiceFabric/clusters/applications | yes | yes | fabric | Identity of the application | /azure/service-fabric/concepts-managed-identity
SignalR Service | Microsoft.SignalRService/signalR | yes | yes | service | Settings > Identity | /azure/azure-signalr/howto-use-managed-identity
Site Recovery | Microsoft.RecoveryServices/vaults | yes | yes | service | Settings > Identity of the vault | /azure/site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints
Spring Apps | Microsoft.AppPlatform/Spring/apps | yes | yes | imds | Settings > Identity of the app | /azure/spring-apps/how-to-enable-system-assigned-managed-identity
SQL Database | Microsoft.Sql/servers | yes | yes | service | Security > Identity of the server | /azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
SQL Managed Instance | Microsoft.Sql/managedInstances | yes | yes | service | Security > Identity | /azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
Stack Edge | Microsoft.DataBoxEdge/dataBoxEdgeDevices | yes | unknown | service | Created when the device is activated | /azure/databox-online/azure-stack-edge-gpu-activation-key-vault
Static Web Apps | Microsoft.Web/staticSites | yes | yes | service | Settings > Identity | /azure/static-web-apps/key-vault-secrets
Stream Analytics | Microsoft.StreamAnalytics/streamingjobs | yes | yes | service | Settings > Managed identity | /azure/stream-analytics/stream-analytics-managed-identities-adls
Synapse Analytics | Microsoft.Synapse/workspaces | yes | yes | service | Created with the workspace; user-assigned under Identities | /azure/data-factory/data-factory-service-identity
Virtual Machine Scale Sets | Microsoft.Compute/virtualMachineScaleSets | yes | yes | imds | Security > Identity | /entra/identity/managed-identities-azure-resources/qs-configure-cli-windows-vmss
Virtual machines | Microsoft.Compute/virtualMachines | yes | yes | imds | Security > Identity, or here: Assign identity | /azure/virtual-machines/windows/security-policy
Web PubSub Service | Microsoft.SignalRService/webPubSub | yes | yes | service | Settings > Identity | /azure/azure-web-pubsub/howto-use-managed-identity
`;
