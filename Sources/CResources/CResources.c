#include "CResources.h"

// Part of C since C23, and known to clang in older ones too, with a warning.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define RESOURCE(name) \
  cresource cresource_##name(void) { return (cresource){name, sizeof(name)}; }

static const unsigned char board[] = {
#embed "Pages/board.html"
};
RESOURCE(board)

static const unsigned char reference[] = {
#embed "Pages/reference.html"
};
RESOURCE(reference)

static const unsigned char openapi[] = {
#embed "../../openapi.yaml"
};
RESOURCE(openapi)

static const unsigned char hook_chatwoot[] = {
#embed "../../config/hooks/chatwoot.yaml"
};
RESOURCE(hook_chatwoot)

static const unsigned char hook_generic[] = {
#embed "../../config/hooks/generic.yaml"
};
RESOURCE(hook_generic)

static const unsigned char hook_request_tracker[] = {
#embed "../../config/hooks/request-tracker.yaml"
};
RESOURCE(hook_request_tracker)

static const unsigned char hook_twilio[] = {
#embed "../../config/hooks/twilio.yaml"
};
RESOURCE(hook_twilio)

static const unsigned char hook_zammad[] = {
#embed "../../config/hooks/zammad.yaml"
};
RESOURCE(hook_zammad)

static const unsigned char hook_zendesk[] = {
#embed "../../config/hooks/zendesk.yaml"
};
RESOURCE(hook_zendesk)

static const unsigned char import_hubspot[] = {
#embed "../../config/mappings/hubspot.yaml"
};
RESOURCE(import_hubspot)

static const unsigned char import_salesforce[] = {
#embed "../../config/mappings/salesforce.yaml"
};
RESOURCE(import_salesforce)

static const unsigned char import_zendesk[] = {
#embed "../../config/mappings/zendesk.yaml"
};
RESOURCE(import_zendesk)
