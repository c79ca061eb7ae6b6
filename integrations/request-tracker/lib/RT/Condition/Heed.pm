package RT::Condition::Heed;

# Says which of a ticket's transactions Heed is told of, and as what event: those that can change how urgent the ticket
# is, or whether it waits at all. Not among them: a priority that somebody sets, as Heed itself sets priorities and would
# answer itself.

use strict;
use warnings;

use base 'RT::Condition';

sub IsApplicable {
    my $self = shift;
    return 0 unless ( $self->TicketObj->Type // '' ) eq 'ticket';    # no reminders, no approvals
    return defined Event( $self->TransactionObj, $self->TicketObj ) ? 1 : 0;
}

# The event that a transaction is for Heed: created, corresponded, moved, field_changed, reopened, or the new status of a
# ticket that is closed by it (resolved, rejected, deleted); undef for all others.
sub Event {
    my ( $transaction, $ticket ) = @_;
    my $type  = $transaction->Type  // '';
    my $field = $transaction->Field // '';

    return 'created'      if $type eq 'Create';
    return 'corresponded' if $type eq 'Correspond';
    return 'moved'        if $type eq 'Set' && $field eq 'Queue';
    return StatusEvent( $transaction, $ticket ) if $type eq 'Status' || ( $type eq 'Set' && $field eq 'Status' );
    return FieldEvent($transaction) if $type eq 'CustomField';
    return undef;
}

# Statuses are those of the queue's lifecycle: what counts is whether a ticket with that status is still to be worked on.
sub StatusEvent {
    my ( $transaction, $ticket ) = @_;
    my $lifecycle = $ticket->LifecycleObj;
    my $was       = $lifecycle->IsInactive( $transaction->OldValue );
    my $is        = $lifecycle->IsInactive( $transaction->NewValue );
    return undef if !$was == !$is;
    return $is ? $transaction->NewValue : 'reopened';
}

# Only the custom fields that Heed is sent (HeedCustomFields) can change what it thinks.
sub FieldEvent {
    my $transaction = shift;
    my $field       = RT::CustomField->new( RT->SystemUser );
    $field->Load( $transaction->Field );
    my $name = lc( $field->Name // '' );
    return ( grep { lc eq $name } RT::Action::Heed::CustomFieldNames() ) ? 'field_changed' : undef;
}

require RT::Action::Heed;

RT::Base->_ImportOverlays();

1;
