#!/bin/sh
# Gives the cluster's identities their roles, which the template does not (`roleAssignments: Manual`). Run it after the
# deployment, signed in as somebody who may give roles; it may run again.
#
# usage: sh role-assignments.sh <resource group>
set -eu
group=$(az group show --name "${1:?the resource group of the cluster}" --query id --output tsv)

# assign PRINCIPAL ROLE SCOPE
assign() {
    az role assignment create --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
        --role "$2" --scope "$3" --output none
}

# principal ID PROPERTY: who a resource is.
principal() {
    az resource show --ids "$1" --query "$2" --output tsv
}

who=$(principal "$group"/providers/Microsoft.Compute/virtualMachines/k8s-workers-14793647-0 identity.principalId)
assign "$who" acdd72a7-3385-48ef-bd42-f606fba81ae7 "$group"
who=$(principal "$group"/providers/Microsoft.Compute/virtualMachines/k8s-workers-14793647-1 identity.principalId)
assign "$who" acdd72a7-3385-48ef-bd42-f606fba81ae7 "$group"
who=$(principal "$group"/providers/Microsoft.Compute/virtualMachines/k8s-master-14793647-0 identity.principalId)
assign "$who" b24988ac-6180-42a0-ab88-20f7382dd24c "$group"
who=$(principal "$group"/providers/Microsoft.Compute/virtualMachines/k8s-master-14793647-0 identity.principalId)
assign "$who" 4d97b98b-1d4f-4787-a291-c67834d212e7 /subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/spoke
