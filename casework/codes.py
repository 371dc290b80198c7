"""What officers choose from, as codes. Their words stand in templates/casework/codes.html."""

from enum import StrEnum


class Category(StrEnum):
    """What a concern is about."""

    FRAUD_CORRUPTION = "fraud_corruption"
    MONEY_MISUSE = "money_misuse"
    PROCUREMENT_CONTRACTS = "procurement_contracts"
    GRANTS_FUNDED_BODIES = "grants_funded_bodies"
    PROPERTY_LEASES = "property_leases"
    CHILD_SAFEGUARDING = "child_safeguarding"
    ADULT_SAFEGUARDING = "adult_safeguarding"
    HEALTH_SAFETY = "health_safety"
    ENVIRONMENT = "environment"
    HOUSING = "housing"
    PLANNING_LICENSING = "planning_licensing"
    ELECTIONS = "elections"
    DATA_CONFIDENTIALITY = "data_confidentiality"
    SAFER_RECRUITMENT_DBS = "safer_recruitment_dbs"
    COMPETENCE_QUALIFICATIONS = "competence_qualifications"
    SERVICE_PERFORMANCE = "service_performance"
    PAYROLL_TIMESHEETS = "payroll_timesheets"
    INTERESTS_GIFTS = "interests_gifts"
    MEMBER_CONDUCT = "member_conduct"
    PRESSURE_ON_OFFICERS = "pressure_on_officers"
    BULLYING_HARASSMENT = "bullying_harassment"
    SEXUAL_HARASSMENT = "sexual_harassment"
    DISCRIMINATION = "discrimination"
    INTIMIDATION_OF_MEMBERS = "intimidation_of_members"
    SCHOOLS = "schools"
    CONTRACTOR_PROVIDER = "contractor_provider"
    RECORDS_CONCEALMENT = "records_concealment"
    RETALIATION = "retaliation"
    OTHER = "other"


class Channel(StrEnum):
    """How a report came."""

    WEB = "web"
    OFFLINE_FILE = "offline_file"
    PAPER = "paper"
    PHONE_PROXY = "phone_proxy"
    EMAIL_PROXY = "email_proxy"
    IN_PERSON_PROXY = "in_person_proxy"
    CAMPAIGN = "campaign"
    REDIRECTED_IN = "redirected_in"


class Ground(StrEnum):
    """Why a concern may be dismissed. That nobody gave a name, has proof or a good motive is no ground."""

    WITHOUT_MERIT = "without_merit"
    TRIVIAL = "trivial"
    VEXATIOUS = "vexatious"
    ALREADY_DECIDED_NOTHING_NEW = "already_decided_nothing_new"
    NOT_ABOUT_COUNCIL = "not_about_council"


class RedirectTo(StrEnum):
    """Who else may deal with it, without the reporter's words."""

    GRIEVANCE = "grievance"
    STANDARDS_COMPLAINT = "standards_complaint"
    COMPLAINT_CORPORATE = "complaint_corporate"
    SAFEGUARDING_CHILD = "safeguarding_child"
    SAFEGUARDING_ADULT = "safeguarding_adult"
    SCHOOL_GOVERNORS = "school_governors"
    FOI_EIR = "foi_eir"
    PLANNING_ENFORCEMENT = "planning_enforcement"
    OTHER_EMPLOYER_REGULATOR = "other_employer_regulator"


class Duty(StrEnum):
    """Duties that may require telling somebody else, each answered in triage."""

    LADO = "lado"
    ADULT_SAFEGUARDING = "adult_safeguarding"
    POLICE = "police"
    HSE_RIDDOR = "hse_riddor"
    ICO = "ico"
    DBS = "dbs"
    EXTERNAL_AUDITOR = "external_auditor"
    REGULATOR = "regulator"
    S5_OR_S114_REPORT = "s5_or_s114_report"


class SubjectType(StrEnum):
    """What kind of person or body a concern is about."""

    OFFICER = "officer"
    STATUTORY_OFFICER = "statutory_officer"
    MEMBER = "member"
    PARISH_MEMBER = "parish_member"
    AGENCY = "agency"
    CONTRACTOR = "contractor"
    SCHOOL_STAFF = "school_staff"
    GOVERNOR = "governor"
    BODY = "body"


class InvestigationType(StrEnum):
    """What kind of enquiry an allegation needs."""

    FRAUD = "fraud"
    FUNDED_BODY = "funded_body"
    MANAGEMENT = "management"
    HR_DISCIPLINARY = "hr_disciplinary"
    SCHOOL_EXTERNAL = "school_external"
    SAFEGUARDING = "safeguarding"
    STANDARDS_MEMBER = "standards_member"
    STATUTORY_OFFICER = "statutory_officer"
    ENFORCEMENT_CRIMINAL = "enforcement_criminal"


class Track(StrEnum):
    """Whether an allegation is enquired into as a crime."""

    NON_CRIMINAL = "non_criminal"
    CRIMINAL = "criminal"
    PARALLEL = "parallel"
