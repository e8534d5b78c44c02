"""Where is the design served from?"""

from django.urls import path

from goldenthread.design import views

app_name = "design"

urlpatterns = [path("colour/<str:colour>.css", views.area_stylesheet, name="area-colour")]
