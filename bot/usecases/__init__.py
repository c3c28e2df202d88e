"""What the body does: one plain function per act; each runs in one transaction of the desk.

The modules by what they serve, each chapter in the order in which one would read it:

The desk          desk, case, actors, bodies, record, buttons, dialogue, replies, meant, refusals
Called by name    naming, finding, sitting, summary, consult
People            installation, enrolment, invitations, alternates, replacement, inner_bodies
Convening         convening, counting, requesting, inheriting, service, register, rectifying, second_convening,
                  agenda, documents, exhibits, guests, requests
The room          room, panel, attendance, lists, quorum, seating, presiding, conduct, notes, suspension,
                  urgency, urgency_panel, universal, universal_panel, closing
Voting            decision, voting, ballots, reasons, receipts, casting, results, recounts, views
Acuerdos          acuerdos, adoption, execution, certifying
The acta          acta, versions, comparing, corrections, circulation, reviews, observations, previous, minutes
Signatures        signatures, signing, signed_actas, handwritten, withdrawing
Papers            parts, papers, sheets, printing, templates, template_checks, verifying, audit
The folder        folder, contents, folders, sending, bundle, enclosing, open_data, publishing, exporting
Following up      followup, followup_cards, followup_lists, compliance, report_figures, reports
Committees        committees, committee_cards, committee_lists, committee_papers, committee_reports, advisers
Deadlines, post   planning, deadlines, notices, owing, letters, post
"""
