// Every entry point, before everybody: who is let in is what the table says, and a closed door shows nothing of what
// is behind it.
import { deepEqual, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buriedTexts, countBuried, ownBuried } from '../buried.ts';
import type { Secrets } from '../doors.ts';
import { formers, type Former } from '../former.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { nobody } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { allows, policies } from '../../src/policies.ts';
import { everyone, gather, isClosed, openHouse, signedIn, type Answer, type House, type Visitor } from '../knock.ts';

/**
 * Who is let in where. Of: nobody (not signed in), mina (applied), joon (applies too), reviewer, nari (organises for
 * another host), auditor, organiser. `-`: not even them, in the state things are in here (a draw not conducted yet).
 */
const table = `
/                                             page                everyone
/clock                                        GET                 everyone
/docs                                         page                everyone
/docs/[doc]                                   page                everyone
/metrics                                      GET                 -
/journal                                      page                everyone
/journal                                      action begin        nari auditor organiser
/journal                                      action end          nari auditor organiser
/journal/mail/[token]                         page                -
/journal/mail/[token]                         action default      -
/journal/checkpoint                           GET                 everyone
/journal/checkpoints                          GET                 everyone
/journal/consistency                          GET                 everyone
/desk/calls/[call]/reads                      page                auditor organiser
/desk/calls/[call]/approvals                  page                auditor organiser
/desk/calls/[call]/approvals                  action ask          organiser
/desk/calls/[call]/approvals                  action answer       organiser
/desk/calls/[call]/draw/void                  page                auditor organiser
/desk/calls/[call]/draw/void                  action ask          organiser
/desk/calls/[call]/draw/void                  action void         organiser
/desk/calls/[call]/deletion                   page                auditor organiser
/desk/calls/[call]/deletion                   action ask          organiser
/desk/calls/[call]/deletion                   action delete       organiser
/desk/calls/[call]/blind/[application]/unblind page               auditor organiser
/desk/calls/[call]/blind/[application]/unblind action ask         organiser
/desk/calls/[call]/blind/[application]/unblind action unblind     organiser
/sign-in                                      page                everyone
/sign-in                                      action default      everyone
/sign-in/code                                 page                everyone
/sign-in/code                                 action default      everyone
/sign-in/passkey                              POST                everyone
/sign-in/passkey                              PUT                 everyone
/sign-out                                     POST                signed-in
/me                                           page                signed-in
/me                                           action save         signed-in
/me                                           action removePasskey signed-in
/sign-in/second                               page                signed-in
/sign-in/second                               action default      signed-in
/sign-in/provider/[provider]                  GET                 -
/sign-in/provider/back                        page                -
/me                                           action end          signed-in
/me                                           action endOthers    signed-in
/me/second                                    page                signed-in
/me/second                                    action offer        signed-in
/me/second                                    action add          signed-in
/me/second                                    action remove       signed-in
/me/second                                    action recovery     -
/desk/sign-in                                 page                nari organiser
/desk/sign-in                                 action rule         nari organiser
/desk/sign-in                                 action provider     nari organiser
/desk/sign-in                                 action end          -
/me/export                                    GET                 signed-in
/me/erasure                                   page                signed-in
/me/erasure                                   action default      signed-in
/erasures/[erasure]                           page                everyone
/calls/[call]/mine/coapplicants               page                signed-in
/calls/[call]/mine/coapplicants               action invite       signed-in
/calls/[call]/mine/coapplicants               action remove       signed-in
/calls/[call]/mine/coapplicants               action lead         signed-in
/coapplicants/[token]                         page                -
/coapplicants/[token]                         action accept       -
/coapplicants/[token]                         action decline      -
/applications/[application]                   page                -
/applications/[application]                   action leave        -
/applications/[application]                   action lead         -
/applications/[application]/edit              page                -
/applications/[application]/edit              action default      signed-in
/applications/[application]/draft             POST                signed-in
/desk/calls/[call]/applications.json          GET                 organiser
/desk/calls/[call]/applications.xlsx          GET                 organiser
/desk/calls/[call]/erasure                    page                auditor organiser
/desk/calls/[call]/lookalikes                 page                auditor organiser
/desk/calls/[call]/lookalikes                 action compare      organiser
/desk/calls/[call]/lookalikes                 action decide       organiser
/desk/calls/[call]/import                     page                organiser
/desk/calls/[call]/import                     action default      organiser
/desk/calls/[call]/import/[import]            page                organiser
/desk/calls/[call]/import/[import]            action read         organiser
/desk/calls/[call]/import/[import]            action map          organiser
/desk/calls/[call]/import/[import]            action enter        organiser
/desk/calls/[call]/import/[import]            action drop         organiser
/desk/calls/[call]/import/[import]/enter      POST                organiser
/desk/calls/[call]/import/[import]/faults.csv GET                 organiser
/desk/sessions/[session]/doors                page                organiser
/desk/sessions/[session]/doors                action add          organiser
/desk/sessions/[session]/doors                action change       organiser
/desk/sessions/[session]/doors                action end          organiser
/desk/sessions/[session]/doors                action invite       organiser
/desk/sessions/[session]/doors                action shut         organiser
/desk/sessions/[session]/doors                action reissue      organiser
/api/v1/device/initialize                     POST                everyone
/api/v1/device/[what]                         GET                 -
/api/v1/device/[what]                         POST                -
/api/v1/organizers/[organizer]/events         GET                 -
/api/v1/organizers/[organizer]/events/[event] GET                 -
/api/v1/organizers/[organizer]/events/[event]/[list] GET          -
/api/v1/organizers/[organizer]/checkinrpc/redeem POST             -
/api/v1/organizers/[organizer]/checkinrpc/search GET              -
/api                                          page                everyone
/api/openapi.json                             GET                 everyone
/api/v1/[...path]                             GET                 -
/api/v1/[...path]                             HEAD                -
/api/v1/[...path]                             POST                -
/api/v1/[...path]                             PUT                 -
/api/v1/[...path]                             PATCH               -
/api/v1/[...path]                             DELETE              -
/desk/domains                                 page                nari organiser
/desk/domains                                 action name         nari organiser
/desk/domains                                 action prove        nari organiser
/desk/domains                                 action drop         nari organiser
/domains/ask                                  GET                 -
/desk/look                                    page                nari organiser
/desk/look                                    action colour       nari organiser
/desk/look                                    action plain        nari organiser
/desk/look                                    action logo         nari organiser
/desk/look                                    action unmark       nari organiser
/desk/tokens                                  page                nari organiser
/desk/tokens                                  action make         nari organiser
/desk/tokens                                  action revoke       nari organiser
/desk/webhooks                                page                nari organiser
/desk/webhooks                                action default      nari organiser
/desk/webhooks/[webhook]                      page                organiser
/desk/webhooks/[webhook]                      action rotate       organiser
/desk/webhooks/[webhook]                      action end          organiser
/desk/webhooks/[webhook]                      action again        organiser
/logos/[logo]                                 GET                 -
/tickets/[token]                              page                everyone
/tickets/[token]/ticket.ics                   GET                 everyone
/tickets/[token]/ticket.pdf                   GET                 everyone
/tickets/[token]/ticket.pkpass                GET                 -
/tickets/[token]/google                       GET                 -
/door                                         page                everyone
/door/manifest.webmanifest                    GET                 everyone
/door/enrol                                   POST                everyone
/door/sync                                    POST                everyone
/me/passkeys                                  POST                signed-in
/me/passkeys                                  PUT                 signed-in
/reviews                                      page                reviewer
/reviews/[application]                        page                reviewer
/reviews/[application]                        action begin        reviewer
/reviews/[application]                        action declare      reviewer
/reviews/[application]                        action save         reviewer
/reviews/[application]                        action finish       reviewer
/reviews/[application]                        action reopen       reviewer
/reviews/[application]                        action say          reviewer
/reviews/[application]                        action read         reviewer
/reviews/[application]                        action summarise    -
/reviews/[application]/save                   POST                reviewer
/reviews/interests                            page                reviewer
/reviews/interests                            action say          -
/reviews/interests                            action profile      -
/reviews/interests                            action tie          -
/reviews/interests/save                       POST                reviewer
/desk/calls/[call]/reviews/assignment         page                auditor organiser
/desk/calls/[call]/reviews/assignment         action save         organiser
/desk/calls/[call]/reviews/assignment         action assign       organiser
/desk/calls/[call]/reviews/assignment/run     POST                organiser
/desk/calls/[call]/reviews/assignment/applications/[application] page                auditor organiser
/desk/calls/[call]/reviews/assignment/applications/[application] action add          organiser
/desk/calls/[call]/reviews/assignment/applications/[application] action remove       -
/desk/calls/[call]/reviews/assignment/reviewers/[reviewer] page                auditor organiser
/desk/calls/[call]/reviews/assignment/reviewers/[reviewer] action add          organiser
/desk/calls/[call]/reviews/assignment/reviewers/[reviewer] action remove       -
/desk/calls/[call]/reviews/assignment/reviewers/[reviewer] action set          organiser
/desk/calls/[call]/reviews/assignment/import  page                organiser
/desk/calls/[call]/reviews/assignment/import  action try          organiser
/desk/calls/[call]/reviews/assignment/import  action enter        organiser
/desk/calls/[call]/reviews/assignment/ties    page                organiser
/desk/calls/[call]/reviews/assignment/ties    action try          organiser
/desk/calls/[call]/reviews/assignment/ties    action enter        organiser
/desk/calls/[call]/reviews/assignment/assignments.csv GET                 organiser
/desk/calls/[call]/reviews/assignment/assignments.json GET                 organiser
/desk/calls/[call]/reviews/[application]/discussion page          auditor organiser
/desk/calls/[call]/reviews/[application]/discussion action say    organiser
/desk/calls/[call]/blind                      page                auditor organiser
/desk/calls/[call]/blind/[application]        page                auditor organiser
/desk/calls/[call]/blind/[application]        action mask         organiser
/desk/calls/[call]/blind/[application]        action file         organiser
/desk/calls/[call]/blind/[application]        action check        organiser
/desk/calls/[call]/reviews                    page                auditor organiser
/desk/calls/[call]/reviews/bands              page                auditor organiser
/desk/calls/[call]/reviews/bands              action method       organiser
/desk/calls/[call]/reviews/bands              action lines        organiser
/desk/calls/[call]/reviews/export             page                auditor organiser
/desk/calls/[call]/reviews/export/reviews.csv GET                 auditor organiser
/desk/calls/[call]/reviews/export/reviews.xlsx GET                 auditor organiser
/desk/calls/[call]/reviews/export/scores.csv  GET                 auditor organiser
/desk/calls/[call]/reviews/export/scores.xlsx GET                 auditor organiser
/desk/calls/[call]/reviews/export/reviews.json GET                 auditor organiser
/desk/calls/[call]/reviews/import             page                organiser
/desk/calls/[call]/reviews/import             action try          organiser
/desk/calls/[call]/reviews/import             action map          organiser
/desk/calls/[call]/reviews/import             action enter        organiser
/desk/calls/[call]/reviews/import             action drop         organiser
/desk/calls/[call]/reviews/freeze             page                organiser
/desk/calls/[call]/reviews/freeze             action default      organiser
/desk/calls/[call]/reviews/[application]      page                auditor organiser
/desk/calls/[call]/reviews/dates              page                auditor organiser
/desk/calls/[call]/reviews/dates              action default      organiser
/desk/calls/[call]/reviews/reminders          page                auditor organiser
/desk/calls/[call]/reviews/reminders          action default      organiser
/desk/calls/[call]/reviews/reassign           page                organiser
/desk/calls/[call]/reviews/reassign           action default      organiser
/desk/calls/[call]/decisions                  page                auditor organiser
/desk/calls/[call]/decisions                  action correct      organiser
/desk/calls/[call]/decisions                  action answer       organiser
/desk/calls/[call]/decisions                  action announce     organiser
/desk/calls/[call]/decisions/feedback         page                auditor organiser
/desk/calls/[call]/decisions/feedback         action compose      organiser
/desk/calls/[call]/decisions/feedback         action edit         organiser
/desk/calls/[call]/decisions/feedback         action read         organiser
/desk/reads                                   page                nari auditor organiser
/desk/reads                                   action default      nari auditor organiser
/desk/board                                   page                nari organiser
/desk/board                                   action make         nari organiser
/desk/board                                   action end          nari organiser
/desk/reads/exposure                          page                nari auditor organiser
/desk/reads/exposure                          action default      -
/desk/reads/exposure/[exposure]               page                -
/desk/reads/exposure/[exposure]               action default      -
/desk/assistant                               page                -
/desk/assistant                               action save         -
/desk/assistant                               action term         -
/rehearsal/mailbox                            page                everyone
/rehearsal/clock                              page                everyone
/rehearsal/clock                              action default      everyone
/tours/[tour]                                 page                everyone
/calls/[call]                                 page                everyone
/calls/[call]/dates.ics                       GET                 everyone
/calls/[call]/log                             page                everyone
/calls/[call]/log/checkpoint                  GET                 everyone
/calls/[call]/log/entries                     GET                 everyone
/calls/[call]/log/consistency                 GET                 everyone
/calls/[call]/apply                           page                signed-in
/calls/[call]/apply                           action take         -
/calls/[call]/apply                           action save         signed-in
/calls/[call]/apply                           action review       signed-in
/calls/[call]/apply                           action move         signed-in
/calls/[call]/apply                           action attach       signed-in
/calls/[call]/apply                           action detach       signed-in
/calls/[call]/apply/draft                     POST                signed-in
/calls/[call]/apply/files                     POST                signed-in
/calls/[call]/apply/files                     OPTIONS             signed-in
/calls/[call]/apply/files/[file]              HEAD                mina
/calls/[call]/apply/files/[file]              PATCH               mina
/calls/[call]/apply/files/[file]              DELETE              mina
/files/[file]                                 GET                 mina auditor organiser
/calls/[call]/apply/submit                    page                signed-in
/calls/[call]/apply/submit                    action default      signed-in
/calls/[call]/mine                            page                signed-in
/calls/[call]/mine                            action withdraw     signed-in
/calls/[call]/mine                            action consent      signed-in
/calls/[call]/mine/receipt                    page                mina
/calls/[call]/mine/receipt.json               GET                 mina
/receipts/check                               page                everyone
/receipts/check                               action default      everyone
/.well-known/madang-receipts.json             GET                 everyone
/draws/[draw]                                 page                everyone
/draws/[draw]/seal.json                       GET                 everyone
/draws/[draw]/transcript.json                 GET                 -
/draws/[draw]/witness/[token]                 page                everyone
/draws/[draw]/witness/[token]                 action promise      everyone
/draws/[draw]/witness/[token]                 action reveal       everyone
/draws/verify                                 page                everyone
/invitations/[token]                          page                everyone
/invitations/[token]                          action accept       everyone
/invitations/[token]                          action decline      everyone
/invitations/[token]                          action undo         everyone
/invitations/[token]                          action reason       everyone
/invitations/[token]                          action name         everyone
/invitations/[token]                          action self         everyone
/invitations/[token]                          action needs        everyone
/invitations/[token]                          action record       everyone
/invitations/[token]/gathering.ics            GET                 everyone
/attendees/[token]                            page                everyone
/attendees/[token]                            action needs        everyone
/attendees/[token]                            action record       everyone
/attendees/[token]/gathering.ics              GET                 everyone
/letters/bounces                              POST                -
/desk/calls/[call]/invitations                action move         organiser
/desk/calls/[call]/invitations/rules          page                organiser
/desk/calls/[call]/invitations/rules          action default      organiser
/desk/calls/[call]/invitations/[invitation]   page                organiser
/desk/calls/[call]/invitations/[invitation]   action extend       organiser
/desk/calls/[call]/invitations/[invitation]   action screen       organiser
/desk/calls/[call]/letters                    page                organiser
/desk/calls/[call]/letters                    action release      organiser
/desk/calls/[call]/letters                    action releaseAll   organiser
/desk/calls/[call]/letters                    action again        organiser
/desk/calls/[call]/letters/[letter]           page                organiser
/desk/calls/[call]/letters/[letter]           action edit         organiser
/desk/calls/[call]/letters/[letter]           action hold         organiser
/desk/calls/[call]/letters/[letter]           action release      organiser
/desk/calls/[call]/letters/[letter]           action drop         organiser
/desk/calls/[call]/letters/[letter]           action again        organiser
/desk/calls/[call]/letters/templates          page                organiser
/desk/calls/[call]/letters/templates          action save         organiser
/desk/calls/[call]/letters/templates          action reset        organiser
/desk/calls/[call]/letters/sender             page                organiser
/calls/[call]/mine                            action invitation   signed-in
/calls/[call]/mine                            action number       signed-in
/calls/[call]/mine                            action takeNumber   signed-in
/sessions/[session]/queue                     GET                 everyone
/sessions/[session]/queue                     POST                -
/sessions/[session]/queue/standing            GET                 -
/sessions/[session]/queue/order.json          GET                 -
/widgets/sessions/[session]                   GET                 everyone
/widgets/stops/[stop]                         GET                 everyone
/desk/stops/[stop]/widgets                    page                organiser
/desk/sessions/[session]/attendance           page                organiser
/desk/sessions/[session]/badges               page                organiser
/desk/sessions/[session]/badges.pdf           GET                 organiser
/desk/sessions/[session]/queue                page                organiser
/desk/sessions/[session]/queue                action default      organiser
/ask/[code]                                   GET                 everyone
/sessions/[session]                           page                everyone
/sessions/[session]                           action ask          everyone
/sessions/[session]                           action vote         everyone
/sessions/[session]                           action withdraw     everyone
/sessions/[session]/floor                     GET                 everyone
/sessions/[session]/stream                    GET                 everyone
/sessions/[session]/mine/[token]              page                everyone
/sessions/[session]/stage                     page                organiser
/sessions/[session]/projector/[token]         page                everyone
/sessions/[session]/projector/[token]/floor   GET                 everyone
/sessions/[session]/interpreter/[token]       page                everyone
/sessions/[session]/interpreter/[token]       action default      everyone
/sessions/[session]/interpreter/[token]/floor GET                 everyone
/desk/sessions                                page                nari organiser
/sessions/[session]/register                  page                everyone
/sessions/[session]/register                  action hold         everyone
/sessions/[session]/register                  action join         everyone
/sessions/[session]/register/draws/[kind].json GET                -
/registrations/[token]                        page                everyone
/registrations/[token]                        action confirm      everyone
/registrations/[token]                        action again        everyone
/registrations/[token]                        action release      everyone
/registrations/[token]                        action accept       everyone
/registrations/[token]                        action cancel       everyone
/registrations/[token]                        action change       everyone
/registrations/[token]                        action handOn       everyone
/desk/sessions/[session]/register             page                organiser
/desk/sessions/[session]/register             action save         organiser
/desk/sessions/[session]/register             action kind         organiser
/desk/sessions/[session]/register             action decide       organiser
/desk/sessions/[session]/register             action enter        organiser
/desk/sessions/[session]/register             action cancel       organiser
/desk/sessions/[session]/register.csv         GET                 organiser
/desk/sessions/[session]/register.xlsx        GET                 organiser
/desk/sessions/[session]/questions            page                organiser
/desk/sessions/[session]/questions            action act          organiser
/desk/sessions/[session]/questions            action ban          organiser
/desk/sessions/[session]/questions            action translate    organiser
/desk/sessions/[session]/questions            action put          organiser
/desk/sessions/[session]/questions            action mark         organiser
/desk/sessions/[session]/questions            action floor        organiser
/desk/sessions/[session]/questions            action words        organiser
/desk/sessions/[session]/questions            action links        organiser
/desk/sessions/[session]/questions            action alike        organiser
/desk/sessions/[session]/questions            action group        organiser
/desk/sessions/[session]/questions            action putAway      organiser
/desk/sessions/[session]/questions/queue      GET                 organiser
/desk/sessions/[session]/questions.csv        GET                 organiser
/desk/sessions/[session]/questions.xlsx       GET                 organiser
/desk/sessions/[session]/questions.json       GET                 organiser
/desk                                         page                nari auditor organiser
/tours/[tour]/calendar.ics                    GET                 everyone
/stops/[stop]                                 page                everyone
/desk/tours/[tour]                            page                organiser
/desk/tours/[tour]                            action save         organiser
/desk/tours/[tour]                            action stop         organiser
/desk/tours/[tour]                            action delegate     organiser
/desk/tours/[tour]                            action raise        -
/desk/tours/[tour]                            action remove       -
/desk/tours/new                               page                nari organiser
/desk/tours/new                               action default      nari organiser
/stops/[stop]/programme                       page                everyone
/stops/[stop]/programme/[session]             page                everyone
/stops/[stop]/programme/changes               page                everyone
/stops/[stop]/programme.ics                   GET                 everyone
/stops/[stop]/programme/[session].ics         GET                 everyone
/stops/[stop]/programme/schedule.xml          GET                 everyone
/stops/[stop]/programme/schedule.json         GET                 everyone
/stops/[stop]/programme/schedule2.json        GET                 everyone
/stops/[stop]/programme/events.json           GET                 everyone
/stops/[stop]/programme/changes.atom          GET                 everyone
/stops/[stop]/press                           page                everyone
/stops/[stop]/press                           action default      signed-in
/stops/[stop]/proposals                       page                -
/stops/[stop]/proposals/topics                page                -
/stops/[stop]/proposals/topics                action default      -
/stops/[stop]/proposals/[application]         page                -
/stops/[stop]/proposals/[application]         action offer        -
/stops/[stop]/proposals/[application]         action withdraw     -
/stops/[stop]/proposals/[application]         action agree        -
/stops/[stop]/proposals/[application]         action takeBack     -
/stops/[stop]/proposals/[application]         action propose      -
/stops/[stop]/proposals/[application]         action choose       -
/stops/[stop]/proposals/[application]         action cancel       -
/stops/[stop]/proposals/[application]         action step         -
/stops/[stop]/proposals/[application]/[meeting].ics GET                 -
/followups/[token]                            page                everyone
/followups/[token]                            action offer        everyone
/followups/[token]                            action withdraw     everyone
/followups/[token]                            action agree        everyone
/followups/[token]                            action takeBack     everyone
/followups/[token]                            action propose      everyone
/followups/[token]                            action choose       everyone
/followups/[token]                            action cancel       everyone
/followups/[token]                            action step         everyone
/followups/[token]                            action carry        everyone
/followups/[token]/[meeting].ics              GET                 -
/stops/[stop]/delegation                      page                -
/stops/[stop]/delegation                      action default      -
/briefings                                    page                signed-in
/briefings/files/[file]                       GET                 organiser
/desk/stops/[stop]/programme                  page                organiser
/desk/stops/[stop]/programme                  action hall         organiser
/desk/stops/[stop]/programme                  action removeHall   organiser
/desk/stops/[stop]/programme                  action travel       organiser
/desk/stops/[stop]/programme                  action add          organiser
/desk/stops/[stop]/programme                  action move         organiser
/desk/stops/[stop]/programme                  action release      organiser
/desk/stops/[stop]/programme/[session]        page                organiser
/desk/stops/[stop]/programme/[session]        action save         organiser
/desk/stops/[stop]/programme/[session]        action segments     organiser
/desk/stops/[stop]/programme/[session]        action join         organiser
/desk/stops/[stop]/programme/[session]        action leave        organiser
/desk/stops/[stop]/programme/[session]        action cancel       organiser
/desk/stops/[stop]/programme/[session]        action remove       organiser
/desk/stops/[stop]/programme/speakers         page                organiser
/desk/stops/[stop]/programme/speakers         action save         organiser
/desk/stops/[stop]/programme/speakers         action remove       organiser
/desk/stops/[stop]/programme/speakers         action consent      organiser
/desk/stops/[stop]/programme/speakers         action available    organiser
/desk/stops/[stop]/programme/speakers         action unavailable  organiser
/desk/stops/[stop]/programme/import           page                organiser
/desk/stops/[stop]/programme/import           action try          organiser
/desk/stops/[stop]/programme/import           action enter        organiser
/desk/stops/[stop]/run                        page                organiser
/desk/stops/[stop]/run                        action mark         organiser
/desk/stops/[stop]/run                        action delay        organiser
/desk/stops/[stop]/delegation                 page                organiser
/desk/stops/[stop]/delegation                 action stay         organiser
/desk/stops/[stop]/delegation                 action details      organiser
/desk/stops/[stop]/press                      page                organiser
/desk/stops/[stop]/press                      action default      organiser
/stops/[stop]/transcript                      page                everyone
/stops/[stop]/transcript/[file]               GET                 -
/stops/[stop]/quotes                          page                everyone
/stops/[stop]/promises                        page                everyone
/stops/[stop]/promises.atom                   GET                 everyone
/stops/[stop]/figures                         page                everyone
/stops/[stop]/figures.csv                     GET                 -
/quotes/[token]                               page                -
/quotes/[token]                               action answer       -
/quotes/[token]                               action all          -
/desk/stops/[stop]/said                       page                organiser
/desk/stops/[stop]/said/sessions/[session]    page                organiser
/desk/stops/[stop]/said/sessions/[session]    action save         organiser
/desk/stops/[stop]/said/sessions/[session]    action remove       organiser
/desk/stops/[stop]/said/sessions/[session]    action record       organiser
/desk/stops/[stop]/said/sessions/[session]    action try          organiser
/desk/stops/[stop]/said/sessions/[session]    action enter        organiser
/desk/stops/[stop]/said/sessions/[session]    action publish      organiser
/desk/stops/[stop]/said/sessions/[session]    action takeBack     organiser
/desk/stops/[stop]/said/sessions/[session]    action quote        organiser
/desk/stops/[stop]/said/quotes                page                organiser
/desk/stops/[stop]/said/quotes                action make         organiser
/desk/stops/[stop]/said/quotes                action revise       organiser
/desk/stops/[stop]/said/quotes                action withdraw     organiser
/desk/stops/[stop]/said/quotes                action embargo      organiser
/desk/stops/[stop]/said/quotes                action send         organiser
/desk/stops/[stop]/said/quotes                action translate    organiser
/desk/stops/[stop]/said/quotes                action putAway      organiser
/desk/stops/[stop]/said/promises              page                organiser
/desk/stops/[stop]/said/promises              action make         organiser
/desk/stops/[stop]/said/promises              action update       organiser
/desk/stops/[stop]/said/figures               page                organiser
/desk/stops/[stop]/said/figures               action publish      organiser
/desk/stops/[stop]/briefings                  page                organiser
/desk/stops/[stop]/briefings                  action write        organiser
/desk/stops/[stop]/briefings                  action withdraw     organiser
/desk/stops/[stop]/briefings                  action attach       organiser
/desk/stops/[stop]/briefings                  action detach       organiser
/stops/[stop]/record                          page                everyone
/stops/[stop]/record                          action mail         everyone
/stops/[stop]/record/versions                 page                everyone
/stops/[stop]/record/pictures/[picture]       GET                 everyone
/stops/[stop]/record/card.png                 GET                 everyone
/stops/[stop]/record/copy.zip                 GET                 everyone
/tours/[tour]/terms                           page                everyone
/records.atom                                 GET                 everyone
/sitemap.xml                                  GET                 everyone
/desk/stops/[stop]/record                     page                organiser
/desk/stops/[stop]/record                     action begin        organiser
/desk/stops/[stop]/record                     action save         organiser
/desk/stops/[stop]/record                     action picture      organiser
/desk/stops/[stop]/record                     action publish      organiser
/desk/stops/[stop]/record                     action recall       organiser
/desk/stops/[stop]/record                     action translate    organiser
/desk/stops/[stop]/record                     action draft        organiser
/desk/stops/[stop]/record                     action take         organiser
/desk/stops/[stop]/record                     action readTake     organiser
/desk/stops/[stop]/record                     action putAway      organiser
/desk/stops/[stop]/record/save                POST                organiser
/desk/stops/[stop]/record/preview             page                organiser
/desk/stops/[stop]/record/versions            page                organiser
/desk/stops/[stop]/record/versions            action default      organiser
/desk/stops/[stop]/record/pictures/[picture]  GET                 organiser
/desk/stops/[stop]/terms                      page                organiser
/desk/stops/[stop]/terms                      action save         organiser
/desk/stops/[stop]/terms                      action remove       organiser
/desk/stops/[stop]/terms                      action translate    organiser
/desk/stops/[stop]/terms                      action putAway      organiser
/desk/calls/new                               page                nari organiser
/desk/calls/new                               action default      nari organiser
/desk/calls/[call]                            page                auditor organiser
/desk/calls/[call]                            action publish      organiser
/desk/calls/[call]/notice                     page                auditor organiser
/desk/calls/[call]/notice                     action texts        organiser
/desk/calls/[call]/notice                     action dates        organiser
/desk/calls/[call]/notice                     action tracks       organiser
/desk/calls/[call]/notice                     action rounds       organiser
/desk/calls/[call]/notice                     action stops        organiser
/desk/calls/[call]/notice                     action criteria     organiser
/desk/calls/[call]/notice                     action quotas       organiser
/desk/calls/[call]/notice                     action fields       organiser
/desk/calls/[call]/notice                     action terms        organiser
/desk/calls/[call]/preview                    page                auditor organiser
/desk/calls/[call]/trial                      page                auditor organiser
/desk/calls/[call]/trial                      action judge        auditor organiser
/desk/calls/[call]/trial                      action submit       auditor organiser
/desk/calls/[call]/trial                      action review       auditor organiser
/desk/calls/[call]/form                       page                auditor organiser
/desk/calls/[call]/form                       action add          organiser
/desk/calls/[call]/form                       action correct      organiser
/desk/calls/[call]/deadline                   page                auditor organiser
/desk/calls/[call]/deadline                   action ask          organiser
/desk/calls/[call]/deadline                   action answer       organiser
/desk/calls/[call]/codes                      page                auditor organiser
/desk/calls/[call]/codes                      action make         organiser
/desk/calls/[call]/codes                      action end          -
/desk/calls/[call]/screening                  page                auditor organiser
/desk/calls/[call]/screening                  action screen       organiser
/desk/calls/[call]/screening                  action rest         organiser
/desk/calls/[call]/screening                  action announce     organiser
/desk/calls/[call]/followups                  page                auditor organiser
/desk/calls/[call]/followups                  action step         organiser
/desk/calls/[call]/followups/next             page                auditor organiser
/desk/calls/[call]/followups/next             action default      organiser
/desk/calls/[call]/followups/report           page                auditor organiser
/desk/calls/[call]/followups/report.csv       GET                 organiser
/desk/stops/[stop]/surveys                    page                organiser
/desk/stops/[stop]/surveys                    action make         organiser
/desk/stops/[stop]/surveys                    action send         organiser
/desk/stops/[stop]/surveys                    action certify      organiser
/desk/stops/[stop]/surveys/[survey]           page                -
/desk/stops/[stop]/surveys/[survey]/answers.csv GET               -
/surveys/[token]                              page                -
/surveys/[token]                              action default      -
/certificates/check                           page                everyone
/certificates/[token]                         page                -
/certificates/[token]/certificate.pdf         GET                 -
/desk/calls/[call]/next                       page                auditor organiser
/desk/calls/[call]/next                       action default      organiser
/desk/stops/[stop]/copy                       page                organiser
/desk/stops/[stop]/copy                       action default      organiser
/desk/calls/[call]/copy                       page                organiser
/desk/calls/[call]/copy                       action default      organiser
/desk/calls/[call]/applications               page                auditor organiser
/desk/calls/[call]/applications/[application] page                auditor organiser
/desk/calls/[call]/files                      page                auditor organiser
/desk/calls/[call]/files                      action default      organiser
/desk/calls/[call]/applications.csv           GET                 organiser
/desk/calls/[call]/draw                       page                auditor organiser
/desk/calls/[call]/draw                       action prepare      organiser
/desk/calls/[call]/draw                       action seal         organiser
/desk/calls/[call]/draw                       action rehearse     organiser
/desk/calls/[call]/invitations                page                auditor organiser
/desk/calls/[call]/invitations                action send         organiser
/desk/calls/[call]/journal                    page                auditor organiser
/desk/calls/[call]/people                     page                organiser
/desk/calls/[call]/people                     action give         organiser
/desk/calls/[call]/people                     action extend       organiser
/desk/calls/[call]/people                     action end          organiser`;

/** Which secrets a visitor may read at all, wherever: their own, or what they answer for. */
const mayRead: Record<Visitor, (keyof Secrets)[]> = {
	nobody: [],
	mina: ['proposal', 'phone', 'registration', 'mail', 'salt'],
	joon: [],
	reviewer: [],
	nari: [],
	auditor: ['proposal', 'phone', 'registration', 'mail', 'comment', 'witness', 'draft', 'journal'],
	organiser: [
		...(['proposal', 'phone', 'registration', 'mail', 'comment', 'witness', 'draft', 'journal'] as const),
		...(['bilateral', 'luncheon', 'contact', 'card', 'briefing', 'needs', 'letter', 'waiting'] as const),
		...(['registrant', 'record', 'hook'] as const)
	]
};

/** Those who may read nothing at all of what is buried. Whoever works for the host reads this or that of it. */
const strangers: Visitor[] = ['nobody', 'joon', 'nari'];
const byOwnLink = /^\/(invitations|attendees|followups|registrations|tickets)\//;

/** What the clock does by itself while we look. */
const isOfTheClock = (verb: string) =>
	/^(log|journal|reads|letter|alert|reserve|place|queue|proposals|floor|lookalikes|file|erasure|import|draw|pass)\.|\.(lapsed|expired|offered|reminded|scanned|mailed)$|^(role\.ended|followup\.asked|ratings\.dropped)$/.test(
		verb
	);

/** What whoever has a personal link reads by it, of themselves. */
const byLink: Record<string, (keyof Secrets)[]> = {
	'/attendees/[token]': ['pass', 'needs'],
	'/tickets/[token]': ['holder'],
	'/registrations/[token]': ['registrant']
};

type Door = { route: string; what: string; lets: Visitor[] };
type Knocking = Visitor | Former;

const doors: Door[] = table
	.trim()
	.split('\n')
	.map((line) => {
		const [, route, what, names] = /^(\S+)\s+(page|action \S+|[A-Z]+)\s+(.+)$/.exec(line)!;
		return { route: route!, what: what!, lets: named(names!) };
	});

function named(names: string): Visitor[] {
	if (names === 'everyone') return [...everyone];
	if (names === 'signed-in') return [...signedIn];
	return everyone.filter((name) => names.split(' ').includes(name));
}

let house: House;
before(async () => {
	house = await openHouse();
});
after(() => house?.close());

/** What a door must be asked, to answer at all. */
const asked: Record<string, string> = {
	'/calls/[call]/log/consistency': '?from=1&to=1',
	'/journal/consistency': '?from=1&to=1',
	...Object.fromEntries(
		[
			...['applications.csv', 'applications.xlsx', 'applications.json', 'followups/report.csv'],
			...['reviews.csv', 'reviews.xlsx', 'reviews.json', 'scores.csv', 'scores.xlsx'].map(
				(file) => `reviews/export/${file}`
			)
		].map((file) => [`/desk/calls/[call]/${file}`, '?reason=a+look'])
	)
};

const masks = ['1', '01', '001', '011', '111'];
let turn = 0;

/** The ways to ask for one door: a page as HTML and as data under two masks, in turn, an action by a form, an endpoint. */
function waysTo({ route, what }: Door, other: Record<string, string> = {}): ((who: Knocking) => Promise<Answer>)[] {
	const path = house.pathOf(route, other);
	if (what === 'page') {
		const data = `${path === '/' ? '' : path}/__data.json?x-sveltekit-invalidated=`;
		const two = [turn++, turn++].map((at) => data + masks[at % masks.length]);
		return [path, ...two].map((way) => (who: Knocking) => house.ask(way, who));
	}
	if (what.startsWith('action '))
		return [(who) => house.post(`${path}?/${what.slice(7)}`.replace('?/default', ''), who)];
	const type = what === 'PATCH' ? 'application/offset+octet-stream' : 'application/json';
	const headers = { 'content-type': type, origin: house.theatre.base, 'tus-resumable': '1.0.0' };
	const isRead = ['GET', 'HEAD'].includes(what);
	return [
		(who) => house.ask(path + (asked[route] ?? ''), who, { method: what, headers, ...(isRead ? {} : { body: '{}' }) })
	];
}

const closedCells = () =>
	doors.flatMap((door) => everyone.filter((who) => !door.lets.includes(who)).map((who) => ({ door, who })));

test('every declared entry point is in the table, and nothing else', () => {
	const declared = Object.entries(policies).flatMap(([route, { page, actions, ...verbs }]) => [
		...(page ? [`${route} page`] : []),
		...Object.keys(actions ?? {}).map((name) => `${route} action ${name}`),
		...Object.keys(verbs).map((verb) => `${route} ${verb}`)
	]);
	deepEqual(doors.map(({ route, what }) => `${route} ${what}`).sort(), declared.sort());
});

test('a closed door shows nothing, changes nothing, and looks as if nothing were there', async () => {
	const lines = () => house.db.selectFrom('journal').select('verb').where('by_id', 'is not', null).execute();
	const before = await lines();
	const wrong = await gather(closedCells(), async ({ door, who }) => {
		const found: string[] = [];
		for (const [index, way] of waysTo(door).entries()) {
			const answer = await way(who);
			const cell = `${who} at ${door.route} ${door.what} (way ${index})`;
			if (!isClosed(answer)) found.push(`${cell}: open, ${answer.status}`);
			const leaks = [...house.leaksIn(answer.body, who === 'mina' ? ['mail'] : []), ...house.buriedIn(answer.body)];
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
	deepEqual(await lines(), before);
});

test('forty secrets and more are there to be looked for', async (t) => {
	deepEqual(await countBuried(house.db), []);
	const count = Object.keys(buriedTexts).length + Object.keys(house.planted.secrets).length;
	ok(count >= 40, `${count}`);
	t.diagnostic(`${count} secrets`);
});

test('in every state of a call its doors are closed to the same people', async (t) => {
	const calls = await house.db.selectFrom('calls').select(['slug', 'published_at']).orderBy('slug').execute();
	const others = calls.map(({ slug }) => slug).filter((slug) => slug !== 'busan-2026');
	const cells = closedCells()
		.filter(({ door }) => door.route.includes('[call]'))
		.flatMap((cell) => others.map((call) => ({ ...cell, call })))
		// All of them are the organiser's: what is not there for them in one call may be in another.
		.filter(({ who }) => who !== 'organiser')
		// Nari organises for the other host: its calls are hers.
		.filter(({ who, call }) => who !== 'nari' || call !== house.planted.world.call.slug)
		// What is open in one state and not in another says so in its own story.
		.filter(({ door }) => /^\/desk|^\/reviews/.test(door.route));
	t.diagnostic(`${cells.length} cells, ${others.length + 1} calls in all states`);
	const wrong = await gather(cells, async ({ door, who, call }) => {
		const found: string[] = [];
		for (const way of waysTo(door, { call })) {
			const answer = await way(who);
			const cell = `${who} at ${door.route} ${door.what} of ${call}`;
			if (!isClosed(answer)) found.push(`${cell}: open, ${answer.status}`);
			const leaks = [...house.leaksIn(answer.body, who === 'mina' ? ['mail'] : []), ...house.buriedIn(answer.body)];
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
});

/** Whom the table has no name for goes by the declared policy: closed there is closed at the door. */
async function closedTo(who: Former, door: Door): Promise<boolean> {
	if (who === 'former') return !door.lets.includes('joon');
	if (who !== 'moderator' && who !== 'guest') return !door.lets.includes('nobody');
	const { cookie = '' } = house.shown(who);
	const visitor = (await visitorBySecret(reading(house.db), cookie.replace('sign-in=', ''), new Date())) ?? nobody;
	const [method, action = null] = door.what.startsWith('action ')
		? ['POST', door.what.slice(7)]
		: [door.what === 'page' ? 'GET' : door.what];
	return !allows(door.route, method!, action, visitor);
}

test('who was let in once and is no more, who has another role, and who shows a token of another kind, is let in nowhere', async (t) => {
	const all = formers.flatMap((who) => doors.map((door) => ({ who, door })));
	// A token is asked for there, whatever is shown; and what is closed in this state is closed to whom it is for.
	const sorts = all.filter(
		({ who, door }) => !(door.route.startsWith('/api/v1/') && ['bearer', 'device'].includes(who))
	);
	const closed: typeof sorts = [];
	for (const one of sorts) if (await closedTo(one.who, one.door)) closed.push(one);
	t.diagnostic(`${closed.length} cells`);
	const wrong = await gather(closed, async ({ who, door }) => {
		const found: string[] = [];
		for (const way of waysTo(door)) {
			const answer = await way(who);
			const cell = `${who} at ${door.route} ${door.what}`;
			if (!isClosed(answer)) found.push(`${cell}: open, ${answer.status}`);
			const leaks = [...house.leaksIn(answer.body), ...house.buriedIn(answer.body)];
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
});

test('what is only looked at, as a page, as data or by HEAD, is as it was', async () => {
	const lines = () => house.db.selectFrom('journal').select(['verb', 'about']).orderBy('seq').execute();
	const looked = doors.filter(({ what, lets }) => /^(page|GET|HEAD)$/.test(what) && lets.includes('nobody'));
	const before = await lines();
	await gather(looked, async (door) => {
		for (const way of waysTo(door).slice(0, 2)) await way('nobody');
		await house.ask(house.pathOf(door.route) + (asked[door.route] ?? ''), 'nobody', { method: 'HEAD' });
		return [];
	});
	deepEqual(
		(await lines()).slice(before.length).filter(({ verb }) => !isOfTheClock(verb)),
		[]
	);
});

test('an open page shows what its visitor may read and nothing more; every secret is somewhere to be found', async () => {
	const pages = doors.filter(({ what, route }) => /^(page|GET)$/.test(what) && route !== '/rehearsal/mailbox');
	const seen = new Set<string>();
	const cells = pages.flatMap((door) => door.lets.map((who) => ({ door, who })));
	const wrong = await gather(cells, async ({ door, who }) => {
		const ways = [
			...waysTo(door),
			...(door.route.startsWith('/desk/calls/[call]') ? waysTo(door, { call: house.planted.draft }) : [])
		];
		const found: string[] = [];
		for (const [index, way] of ways.entries()) {
			const answer = await way(who);
			for (const name of mayRead[who]) if (house.holds(answer.body, name)) seen.add(`${who} ${name}`);
			const cell = `${who} at ${door.route} (way ${index})`;
			if (index === 0 && (isClosed(answer) || answer.status >= 400)) found.push(`${cell}: closed, ${answer.status}`);
			const isKept = who !== 'nobody' && !/no-store/.test(answer.headers.get('cache-control') ?? '');
			if (isKept) found.push(`${cell}: may be kept by a cache`);
			if (answer.status >= 500) found.push(`${cell}: ${answer.status}`);
			const leaks: string[] = house.leaksIn(answer.body, [...mayRead[who], ...(byLink[door.route] ?? [])]);
			if (strangers.includes(who))
				leaks.push(...house.buriedIn(answer.body, byOwnLink.test(door.route) ? ownBuried : []));
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
	const never = (['mina', 'auditor', 'organiser'] as const)
		.flatMap((who) => mayRead[who].map((name) => `${who} ${name}`))
		.filter((one) => !seen.has(one));
	deepEqual(never, []);
});

test('a method nobody declared is refused at every address', async () => {
	const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
	const cells = Object.keys(policies).flatMap((route) => {
		const known = doors.filter((door) => door.route === route).map(({ what }) => what);
		const taken = (method: string) =>
			known.includes(method) ||
			(method === 'GET' && known.includes('page')) ||
			(method === 'POST' && known.some((what) => what === 'action default'));
		return methods.filter((method) => !taken(method)).map((method) => ({ route, method }));
	});
	const wrong = await gather(cells, async ({ route, method }) => {
		const headers = { origin: house.theatre.base, 'content-type': 'application/json' };
		const answers = await Promise.all(
			(['nobody', 'organiser'] as const).map((who) => house.ask(house.pathOf(route), who, { method, headers }))
		);
		return answers
			.filter((answer) => !isClosed(answer) || house.leaksIn(answer.body, []).length)
			.map(({ status }) => `${method} ${route}: ${status}`);
	});
	deepEqual(wrong, []);
});

test('what the table lets in is not closed, and no empty or strange request is a fault of ours', async () => {
	const acting = doors.filter(({ what }) => what !== 'page' && what !== 'GET');
	const last = (door: Door) => (door.route === '/sign-out' ? 1 : 0);
	const wrong: string[] = [];
	for (const door of acting.sort((one, other) => last(one) - last(other))) {
		wrong.push(
			...(await gather(door.lets, async (who) => {
				const found: string[] = [];
				for (const way of waysTo(door)) {
					const { status, headers } = await way(who);
					const isTurnedAway = status === 405 || headers.get('location')?.startsWith('/sign-in?');
					if (isTurnedAway || status >= 500) found.push(`${who} at ${door.route} ${door.what}: ${status}`);
				}
				return found;
			}))
		);
	}
	deepEqual(wrong, []);
});

test('nothing that was sent, no link and no secret is in what the program printed', async () => {
	const canary = 'what-was-typed-into-a-form';
	await house.post('/sign-in/code', 'nobody', { code: canary, email: `${canary}@example.test` });
	await house.ask('/door/sync', 'nobody', {
		method: 'POST',
		body: canary,
		headers: { 'content-type': 'application/json' }
	});
	const { planted, theatre } = house;
	const said = theatre.said();
	ok(said.includes('Madang is at'));
	const found = [...house.leaksIn(said), ...house.buriedIn(said), ...(said.includes(canary) ? ['a form'] : [])];
	const links = { token: planted.token, invitation: planted.invitation, ticket: planted.ticket, ...planted.cookies };
	for (const [name, secret] of Object.entries(links)) if (said.includes(secret)) found.push(name);
	deepEqual(found, []);
});
