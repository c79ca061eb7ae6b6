package RT::Action::Heed;

# Tells Heed of a ticket and gives the ticket the priority that Heed answers with. Whatever goes wrong (no Heed, a slow
# Heed, an answer that makes no sense) is a line in RT's log, and the ticket is as it would be without Heed.
#
# What RT_SiteConfig.pm says of it:
#   Set($HeedURL, 'http://127.0.0.1:8080');       # needed; nothing is sent without it
#   Set($HeedKey, 'heed_...');                    # an API key of scope queue, where Heed asks for keys
#   Set($HeedSecret, 'whsec_...');                # or the secret of the hook, to sign by Standard Webhooks
#   Set($HeedTimeout, 1);                         # seconds that each step (connect, send, wait) may take
#   Set($HeedHook, 'request-tracker');            # the hook's name in Heed's configuration
#   Set($HeedUser, 'heed');                       # the user as whom Heed itself writes priorities, where it does
#   Set(@HeedCustomFields, 'Severity', 'Topic');  # the custom fields that are sent, rather than all that Heed knows of

use strict;
use warnings;

use base 'RT::Action';

use Digest::SHA  ();
use Encode       ();
use HTTP::Tiny   ();
use JSON         ();
use MIME::Base64 ();
use RT::Condition::Heed ();

# An answer is some 300 bytes; more than this is not Heed's.
use constant MOST_BYTES => 65_536;

sub Describe { return 'Asks Heed how urgent the ticket is and sets its priority' }

sub Prepare { return RT->Config->Get('HeedURL') ? 1 : 0 }

sub Commit {
    my $self = shift;
    local $@;
    eval {
        my $answer = $self->Tell( $self->Message ) or return;
        $self->Apply($answer);
    };
    $self->Warn("failed: $@") if $@;
    return 1;    # RT goes on in any case
}

# What Heed is told. Text is Perl's, not bytes.
sub Message {
    my $self        = shift;
    my $ticket      = $self->TicketObj;
    my $transaction = $self->TransactionObj;
    my ($requestor) = split /\s*,\s*/, $ticket->RequestorAddresses // '';
    return {
        ticket_id     => 0 + $ticket->Id,
        transaction   => 0 + $transaction->Id,
        event         => $self->Event,
        subject       => $ticket->Subject // '',
        status        => $ticket->Status,
        priority      => 0 + ( $ticket->Priority // 0 ),
        queue         => $ticket->QueueObj->Name,
        requestor     => $requestor,
        channel       => $self->Channel,
        created       => $ticket->CreatedObj->W3CDTF( Timezone => 'utc' ),
        custom_fields => $self->FieldValues( RT::Condition::Heed::CustomFieldNames() ),
    };
}

# The event; of a ticket that is closed by now, as by a reply that resolves it, that it is.
sub Event {
    my $self   = shift;
    my $ticket = $self->TicketObj;
    return $ticket->Status if $ticket->LifecycleObj->IsInactive( $ticket->Status );
    return RT::Condition::Heed::Event( $self->TransactionObj, $ticket ) // 'update';
}

# How the ticket came: by mail, or by the web for all else. A custom field Channel, where there is one, is better: there
# agents who write down a call say so.
sub Channel {
    my $self = shift;
    my ($said) = values %{ $self->FieldValues('Channel') };
    return lc $said if defined $said;
    my $first = RT::Transactions->new( RT->SystemUser );
    $first->LimitToTicket( $self->TicketObj->Id );
    $first->Limit( FIELD => 'Type', VALUE => 'Create' );
    my $create  = $first->First;
    my $message = $create && $create->Message->First;
    # RT notes the interface in the first message's head.
    my $interface = $message ? $message->GetHeader('X-RT-Interface') : undef;
    return lc( $interface || 'Web' ) eq 'email' ? 'email' : 'web';
}

# The first value of each of the ticket's custom fields that are named, by the field's name; those without are left out.
sub FieldValues {
    my ( $self, @names ) = @_;
    my %wanted = map { lc $_ => 1 } @names;
    my $fields = $self->TicketObj->CustomFields;
    my %values;
    while ( my $field = $fields->Next ) {
        next unless $wanted{ lc $field->Name };
        my $value = $self->TicketObj->FirstCustomFieldValue( $field->Id );
        $values{ $field->Name } = $value if defined $value && length $value;
    }
    return \%values;
}

# Sends a message; returns Heed's answer as a hash, or nothing, having said why.
sub Tell {
    my ( $self, $message ) = @_;
    my $body = JSON->new->utf8->canonical->encode($message);
    # The same transaction is the same delivery, however often it is sent.
    my $id   = join '-', 'rt', RT->Config->Get('Organization'), $message->{transaction};
    my $hook = RT->Config->Get('HeedHook') || 'request-tracker';
    ( my $url = RT->Config->Get('HeedURL') ) =~ s{/+$}{};

    # No proxy: Heed is near. And no redirect: it sends none, and the key is for it alone.
    my $http = HTTP::Tiny->new(
        agent   => "RT/$RT::VERSION ", timeout => RT->Config->Get('HeedTimeout') || 1, verify_SSL => 1,
        proxy   => undef, http_proxy => undef, https_proxy => undef, max_redirect => 0, max_size => MOST_BYTES,
        keep_alive => 0,
    );
    my $response = $http->post( "$url/hooks/$hook", { content => $body, headers => $self->Headers( $id, $body ) } );
    if ( !$response->{success} ) {
        my $why = $response->{content} // '';
        $why =~ s/\s+/ /g;
        return $self->Warn( "$response->{status} $response->{reason}: " . substr( $why, 0, 300 ) );
    }
    return {} if $response->{status} == 204 || !length( $response->{content} // '' );
    my $answer = JSON->new->utf8->decode( $response->{content} );
    return ref $answer eq 'HASH' ? $answer : $self->Warn('the answer is no object');
}

sub Headers {
    my ( $self, $id, $body ) = @_;
    my $now     = time;
    my %headers = ( 'Content-Type' => 'application/json', 'webhook-id' => $id, 'webhook-timestamp' => $now );
    if ( my $key = RT->Config->Get('HeedKey') ) { $headers{'X-API-Key'} = $key }
    if ( my $secret = RT->Config->Get('HeedSecret') ) {
        $secret = $secret =~ /^whsec_(.+)/s ? MIME::Base64::decode_base64($1) : Encode::encode( 'UTF-8', $secret );
        my $sign = Digest::SHA::hmac_sha256( "$id.$now.$body", $secret );
        $headers{'webhook-signature'} = 'v1,' . MIME::Base64::encode_base64( $sign, '' );
    }
    return \%headers;
}

# Gives the ticket the priority that Heed answered with, unless a person has set it since.
sub Apply {
    my ( $self, $answer ) = @_;
    my $priority = $answer->{rt_priority};
    return unless defined $priority;
    return $self->Warn("rt_priority is not 0 to 100: $priority") unless $priority =~ /\A\d{1,3}\z/ && $priority <= 100;
    my $ticket = $self->TicketObj;
    return if $ticket->Priority == $priority || $self->SetByPerson;
    my ( $done, $why ) = $ticket->SetPriority($priority);
    return $done ? 1 : $self->Warn("the priority is not set: $why");
}

# Whether the last who set the ticket's priority was neither a scrip nor Heed.
sub SetByPerson {
    my $self = shift;
    my $all  = RT::Transactions->new( RT->SystemUser );
    $all->LimitToTicket( $self->TicketObj->Id );
    $all->Limit( FIELD => 'Type',  VALUE => 'Set' );
    $all->Limit( FIELD => 'Field', VALUE => 'Priority' );
    $all->OrderBy( FIELD => 'id', ORDER => 'DESC' );
    my $last = $all->First or return 0;
    my $who  = $last->CreatorObj;
    return 0 if $who->Id == RT->SystemUser->Id;
    return lc( $who->Name // '' ) ne lc( RT->Config->Get('HeedUser') || 'heed' );
}

# Says in RT's log what went wrong; returns nothing.
sub Warn {
    my ( $self, $what ) = @_;
    RT->Logger->warning( 'Heed, ticket ' . $self->TicketObj->Id . ": $what" );
    return;
}

RT::Base->_ImportOverlays();

1;
