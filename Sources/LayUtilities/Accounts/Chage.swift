internal import LayFiles
import LayShell

extension Utilities {
    static let chageUtility = Utility(
        "chage", "change how long a password holds", usage: "[options] LOGIN",
        [
            UtilityOption("-d, --lastday=DAY", "when the password was changed"),
            UtilityOption("-E, --expiredate=DAY", "when the account ends"),
            UtilityOption("-i, --iso8601", "dates as YYYY-MM-DD"),
            UtilityOption("-I, --inactive=DAYS", "how long it may be used afterwards"),
            UtilityOption("-l, --list", "tell of it"),
            UtilityOption("-m, --mindays=DAYS", "how long it may not be changed"),
            UtilityOption("-M, --maxdays=DAYS", "how long it holds"),
            UtilityOption("-R, --root=DIR", "another root", .missing),
            UtilityOption("-W, --warndays=DAYS", "how long before that somebody is warned"),
        ], misuse: 2
    ) { call in
        guard call.operands.count == 1 else {
            try call.context.errors.write(call.utility.help(.gnu))
            return 2
        }
        let name = call.operands[0]
        var values: [(field: Int, value: [UInt8])] = []
        for (key, field) in [("d", 2), ("E", 7)] {
            guard let value = call.options.value(key) else { continue }
            values.append((field, Array(try AccountRights.day(value, call).utf8)))
        }
        for (key, field) in [("m", 3), ("M", 4), ("W", 5), ("I", 6)] {
            guard let value = call.options.value(key) else { continue }
            guard let number = Int(call.text(value)), number >= -1 else {
                try call.complain("invalid numeric argument '\(call.text(value))'")
                try call.context.errors.write(call.utility.help(.gnu))
                return 2
            }
            values.append((field, number < 0 ? [] : Array("\(number)".utf8)))
        }
        let database = try AccountDatabase(call.context)
        guard database.users.place(of: name) != nil else {
            throw UtilityFailure("user '\(call.text(name))' does not exist in /etc/passwd")
        }
        guard let place = database.shadow.place(of: name) else {
            throw UtilityFailure("the shadow password file is not present", status: 15)
        }
        if call.has("l") {
            try tellAges(database.shadow, place, call)
            return 0
        }
        if values.isEmpty { throw UtilityFailure("nobody can be asked", status: 1) }
        for (field, value) in values { database.shadow.set(value, field, at: place) }
        try database.save()
        return 0
    }

    private static func tellAges(_ table: AccountTable, _ place: Int, _ call: UtilityCall) throws {
        let changed = table.number(at: place)
        let longest = table.number(at: place, 4)
        let inactive = table.number(at: place, 6)
        func date(_ day: Int?) -> String {
            guard let day, day >= 0, day < 1 << 30 else { return "never" }
            let time = CivilTime(seconds: day * 86_400)
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            if call.has("i") { return "\(time.year)-\(two(time.month))-\(two(time.day))" }
            let months = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ]
            return "\(months[time.month - 1]) \(two(time.day)), \(time.year)"
        }
        var expires: Int?
        if let changed, let longest, longest >= 0, longest < 10_000 {
            expires = changed &+ longest
        }
        let mustChange = changed == 0
        func row(_ title: String, _ tabs: Int, _ value: String) throws {
            try call.write(title + String(repeating: "\t", count: tabs) + ": \(value)\n")
        }
        let must = "password must be changed"
        try row("Last password change", 5, mustChange ? must : date(changed))
        try row("Password expires", 5, mustChange ? must : date(expires))
        try row(
            "Password inactive", 5,
            mustChange ? must : date(expires.flatMap { day in inactive.map { day &+ $0 } }))
        try row("Account expires", 6, date(table.number(at: place, 7)))
        try row(
            "Minimum number of days between password change", 2,
            "\(table.number(at: place, 3) ?? -1)")
        try row("Maximum number of days between password change", 2, "\(longest ?? -1)")
        try row(
            "Number of days of warning before password expires", 1,
            "\(table.number(at: place, 5) ?? -1)")
    }
}
