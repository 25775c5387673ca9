"""What only an admin of RT can load: fields in their queues, and the scrip that tells Firebell what happens.

REST 2.0 neither puts a field into a queue nor makes a scrip.

https://docs.bestpractical.com/rt/5.0.3/initialdata.html
"""

import re
from collections.abc import Iterable

FIELDS = ("PagerDuty ID", "PagerDuty URL")
"""Where a ticket says which page is its own."""

LOADED_BY = "rt-setup-database --action insert --skip-create --datafile"
"""How an admin of RT loads such a file; Debian calls it rt-setup-database-5."""

SIGNATURE = "X-Firebell-Signature"
SCRIP = "Firebell: tell what happens to tickets"
EVERYWHERE = "*"
"""Stands for all queues."""

_TEXT = r"""# What Firebell needs of Request Tracker 5, by `firebell setup rt`. An admin of RT loads it:
#
#     {loaded_by} FILE
#
# What is there already stays as it is, so that loading it again does no harm.
use utf8;
use strict;
use warnings;

my @fields = {fields};
my @queues = {queues};
my $told   = {told};

my $say = sub { print Encode::encode( 'UTF-8', "@_\n" ) };

# No object means all queues.
my $places = sub {
    return undef if grep { $_ eq '*' } @queues;
    my @found;
    for my $name (@queues) {
        my $queue = RT::Queue->new( RT->SystemUser );
        $queue->Load($name);
        if   ( $queue->id ) { push @found, $queue }
        else                { $say->("There is no queue $name: correct it in Firebell's settings.") }
    }
    return @found;
};

my $field = sub {
    my ( $name, $queue ) = @_;
    my @where = ( LookupType => 'RT::Queue-RT::Ticket', IncludeDisabled => 0 );
    my $here  = RT::CustomField->new( RT->SystemUser );
    $here->LoadByName( Name => $name, @where, ObjectId => $queue ? $queue->id : 0, IncludeGlobal => 1 );
    return if $here->id;

    my $known = RT::CustomField->new( RT->SystemUser );
    $known->LoadByName( Name => $name, @where );
    if ( !$known->id ) {
        my ( $ok, $why ) = $known->Create(
            Name       => $name,
            Type       => 'FreeformSingle',
            LookupType => 'RT::Queue-RT::Ticket',
            ( $name =~ /URL/ ? ( LinkValueTo => '__CustomField__' ) : () ),
        );
        return $say->("The field $name could not be made: $why") unless $ok;
    }
    my ( $ok, $why ) = $known->AddToObject( $queue || RT::Queue->new( RT->SystemUser ) );
    $say->( $ok ? "The field $name is in " . ( $queue ? $queue->Name : 'all queues' ) . '.' : $why );
};

my $code = <<'PERL';
my $told = RT->System->FirstAttribute('FirebellWebhook') or return 1;
my ( $url, $secret, $own ) = @{ $told->Content }{qw(url secret user)};
my $ticket   = $self->TicketObj;
my @happened = grep { $_->Creator != $own } @{ $ticket->TransactionBatch || [] };
return 1 unless @happened;
eval {
    require Digest::SHA;
    require JSON;
    require LWP::UserAgent;
    my $body = JSON->new->canonical->utf8->encode( {
        ticket       => 0 + $ticket->id,
        queue        => $ticket->QueueObj->Name,
        status       => $ticket->Status,
        transactions => [ map { 0 + $_->id } @happened ],
    } );
    my $sign   = Digest::SHA::hmac_sha256_hex( $body, Encode::encode( 'UTF-8', $secret ) );
    my $answer = LWP::UserAgent->new( timeout => 3 )->post(
        $url,
        'Content-Type' => 'application/json',
        '{signature}'  => "sha256=$sign",
        Content        => $body,
    );
    die $answer->status_line . "\n" unless $answer->is_success;
};
RT->Logger->warning( 'Firebell was not told of ticket ' . $ticket->id . ": $@" ) if $@;
return 1;
PERL

my $scrip = sub {
    my @where = @_;
    RT->System->SetAttribute( Name => 'FirebellWebhook', Content => $told );
    my $one = RT::Scrip->new( RT->SystemUser );
    $one->LoadByCols( Description => '{scrip}' );
    if ( !$one->id ) {
        my ( $ok, $why ) = $one->Create(
            Description            => '{scrip}',
            Queue                  => $where[0] ? $where[0]->id : 0,
            Stage                  => 'TransactionBatch',
            ScripCondition         => 'User Defined',
            ScripAction            => 'User Defined',
            Template               => 'Blank',
            CustomIsApplicableCode => 'return 1;',
            CustomPrepareCode      => 'return 1;',
            CustomCommitCode       => $code,
        );
        return $say->("The scrip could not be made: $why") unless $ok;
        $say->( 'The scrip is made, and watches ' . ( $where[0] ? $where[0]->Name : 'all queues' ) . '.' );
    }
    elsif ( $one->CustomCommitCode ne $code ) {
        $one->SetCustomCommitCode($code);
        $say->('The scrip is as this Firebell needs it.');
    }
    $say->('The scrip is disabled: enable it, or Firebell asks every minute.') if $one->Disabled;
    for my $queue (@where) {
        next if $one->IsAdded(0) || ( $queue && $one->IsAdded( $queue->id ) );
        $one->AddToObject( ObjectId => $queue ? $queue->id : 0, Stage => 'TransactionBatch' );
        $say->( 'The scrip watches ' . ( $queue ? $queue->Name : 'all queues' ) . '.' );
    }
};

our @Final = (
    sub {
        my @where = $places->();
        for my $queue (@where) {
            $field->( $_, $queue ) for @fields;
        }
        $scrip->(@where) if $told && @where;
    }
);

1;
"""


def initialdata(queues: Iterable[str], url: str, secret: str, user: int) -> str:
    """Give the file. url: where RT posts what happens; empty: nowhere. user: the id of Firebell's own."""
    told = f"{{ url => {_quoted(url)}, secret => {_quoted(secret)}, user => {user} }}" if url else "undef"
    names = {
        "loaded_by": LOADED_BY,
        "fields": _listed(FIELDS),
        "queues": _listed(queues),
        "told": told,
        "signature": SIGNATURE,
        "scrip": SCRIP,
    }
    return re.sub(rf"\{{({'|'.join(names)})\}}", lambda found: names[found[1]], _TEXT)


def _listed(texts: Iterable[str]) -> str:
    return f"( {', '.join(map(_quoted, texts))} )"


def _quoted(text: str) -> str:
    """Write it as Perl's text in which nothing is read but what closes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
