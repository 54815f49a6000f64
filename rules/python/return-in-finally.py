def charge(bank, amount):
    paid = False
    try:
        bank.charge(amount)
        paid = True
    finally:
        bank.close()
        # ruleid: return-in-finally
        return paid


def charge_well(bank, amount):
    try:
        # ok: return-in-finally
        return bank.charge(amount)
    finally:
        bank.close()
