import pytest, cProfile, pstats, time
@pytest.mark.databases("sqlite")
def test_prof(script, bakery):
    clock = f"/time-clock/v1/time-clocks/{bakery.shop}"
    h = {"X-API-KEY": bakery.eli.key}
    b={"userId": bakery.eli.user_id}
    for _ in range(20):
        script.send("POST", f"{clock}/clock-in", b, h); script.send("POST", f"{clock}/clock-out", b, h)
    t=time.perf_counter(); 
    for _ in range(100):
        script.send("POST", f"{clock}/clock-in", b, h); script.send("POST", f"{clock}/clock-out", b, h)
    print("ms per punch",(time.perf_counter()-t)*5)
    pr=cProfile.Profile(); pr.enable()
    for _ in range(100):
        script.send("POST", f"{clock}/clock-in", b, h); script.send("POST", f"{clock}/clock-out", b, h)
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats("timeclock|werkzeug/test|flask/app|flask_login",45)
