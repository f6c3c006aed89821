"""Addresses of people and of the door; of allauth only the views named here are reachable."""

from allauth.account import views as allauth
from django.urls import path

from mainstay.accounts.views import door, people, record

urlpatterns = [
    path("sign-in/", door.sign_in, name="account_login"),
    path("sign-in/again/", door.sign_in_again, name="sign_in_again"),
    path("sign-in/help/", door.closed, name="account_reset_password"),
    path("sign-in/closed/", door.closed, name="account_inactive"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("link/<str:token>/", door.one_time_link, name="one_time_link"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("password/new/", allauth.password_set, name="account_set_password"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.people_invite, name="people_invite"),
    path("people/roles/", people.roles, name="roles"),
    path("people/<uuid:pk>/", people.member, name="member"),
    path("people/<uuid:pk>/link/", people.member_link, name="member_link"),
    path("people/invitations/<uuid:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("work-in/<uuid:pk>/", people.work_in, name="work_in"),
    path("notice/", record.notice, name="notice"),
    path("audit/", record.record, name="audit"),
]
