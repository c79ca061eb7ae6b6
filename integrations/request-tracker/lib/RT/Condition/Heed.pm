package RT::Condition::Heed;

# Says which of a ticket's transactions Heed is told of, and as what event: those that can change how urgent the ticket
# is, or whether it waits at all. Not among them: a priority that is set, as Heed sets priorities and would answer
# itself.

use strict;
use warnings;

use base 'RT::Condition';

# The custom fields that Heed's own mapping of Request Tracker reads; a ticket need not have any.
use constant CUSTOM_FIELDS => (
    'Severity', 'Topic', 'Unresolved contacts', 'Customer', 'Lifetime value', 'Loyalty level', 'Tenure days',
    'Social consent', 'Declared followers',
);

sub IsApplicable {
    my $self = shift;
    return 0 unless ( $self->TicketObj->Type // '' ) eq 'ticket';    # no reminders, no approvals
    return defined Event( $self->TransactionObj, $self->TicketObj ) ? 1 : 0;
}

# The event that a transaction is for Heed: create, correspond, update, reopen, or the new status of a ticket that is
# closed by it (resolved, rejected, deleted); undef for all others.
sub Event {
    my ( $transaction, $ticket ) = @_;
    my $type  = $transaction->Type  // '';
    my $field = $transaction->Field // '';

    return 'create'     if $type eq 'Create';
    return 'correspond' if $type eq 'Correspond';
    return 'update'     if $type eq 'Set' && $field eq 'Queue';
    return StatusEvent( $transaction, $ticket ) if $type eq 'Status' || ( $type eq 'Set' && $field eq 'Status' );
    return FieldEvent($transaction) if $type eq 'CustomField';
    return undef;
}

# Statuses are those of the queue's lifecycle: what counts is whether a ticket that has one is still to be dealt with.
sub StatusEvent {
    my ( $transaction, $ticket ) = @_;
    my $lifecycle = $ticket->LifecycleObj;
    my $was       = $lifecycle->IsInactive( $transaction->OldValue );
    my $is        = $lifecycle->IsInactive( $transaction->NewValue );
    return undef if !$was == !$is;
    return $is ? $transaction->NewValue : 'reopen';
}

# Only the custom fields that Heed is sent (HeedCustomFields) can change what it thinks.
sub FieldEvent {
    my $transaction = shift;
    my $field       = RT::CustomField->new( RT->SystemUser );
    $field->Load( $transaction->Field );
    my $name = lc( $field->Name // '' );
    return ( grep { lc eq $name } CustomFieldNames() ) ? 'update' : undef;
}

# The names of the custom fields that are sent.
sub CustomFieldNames {
    my @names = grep { defined && length } RT->Config->Get('HeedCustomFields');
    return @names ? @names : CUSTOM_FIELDS;
}

RT::Base->_ImportOverlays();

1;
