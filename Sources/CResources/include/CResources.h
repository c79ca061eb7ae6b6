// Files within the program, so that it needs none beside it. In C for `#embed`: the same bytes as Swift literals take two
// minutes to compile.
#pragma once

#include <stddef.h>

/// A file's bytes, for as long as the program runs. They do not end with a zero.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} cresource;

cresource cresource_board(void);
cresource cresource_reference(void);
cresource cresource_openapi(void);

cresource cresource_hook_chatwoot(void);
cresource cresource_hook_generic(void);
cresource cresource_hook_request_tracker(void);
cresource cresource_hook_twilio(void);
cresource cresource_hook_zammad(void);
cresource cresource_hook_zendesk(void);

cresource cresource_import_hubspot(void);
cresource cresource_import_salesforce(void);
cresource cresource_import_zendesk(void);
