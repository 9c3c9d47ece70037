internal import LayBounds
internal import LayRuntime

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The module `math`: what a calculator has.
enum MathModule {
    private static let functions: [(String, @convention(c) (Double) -> Double)] = [
        ("sqrt", { $0.squareRoot() }), ("cbrt", cbrt), ("exp", exp), ("ln", log), ("log2", log2),
        ("log10", log10), ("sin", sin), ("cos", cos), ("tan", tan), ("asin", asin),
        ("acos", acos), ("atan", atan), ("sinh", sinh), ("cosh", cosh), ("tanh", tanh),
    ]

    static func install(in vm: VM) {
        var members: [(String, Value)] = [
            ("pi", .float(.pi)), ("e", .float(M_E)), ("tau", .float(2 * .pi)),
            ("inf", .float(.infinity)), ("nan", .float(.nan)),
            ("max_int", .int(.max)), ("min_int", .int(.min)),
        ]
        for (name, body) in functions {
            members.append(vm.calculation(name, body))
        }
        members.append(
            vm.member("log", "x base") { call in
                .float(log(try call.number(0)) / log(try call.number(1)))
            })
        members.append(
            vm.member("atan2", "y x") { call in
                .float(atan2(try call.number(0), try call.number(1)))
            })
        members.append(
            vm.member("hypot", "x y") { call in
                .float(hypot(try call.number(0), try call.number(1)))
            })
        for (name, rule) in [
            ("floor", FloatingPointRoundingRule.down), ("ceil", .up), ("trunc", .towardZero),
            ("round", .toNearestOrAwayFromZero),
        ] {
            members.append(
                vm.member(name, "x") { call in
                    if call[0].tag == .int { return call[0] }
                    let number = try call.number(0)
                    guard let result = Int(exactly: number.rounded(rule)) else {
                        throw LayError(.overflow, "\(number) does not fit a 64-bit int")
                    }
                    return .int(result)
                })
        }
        members.append(
            vm.member("abs", "x") { call in
                guard call[0].tag == .int else { return .float(abs(try call.number(0))) }
                guard call[0].asInt != .min else {
                    throw LayError(.overflow, "abs of the least int does not fit")
                }
                return .int(abs(call[0].asInt))
            })
        members.append(
            vm.member("gcd", "a b") { call in
                var (a, b) = (try call.int(0).magnitude, try call.int(1).magnitude)
                while b != 0 { (a, b) = (b, a % b) }
                guard let result = Int(exactly: a) else {
                    throw LayError(.overflow, "the gcd does not fit a 64-bit int")
                }
                return .int(result)
            })
        vm.defineModule("math", members)
    }
}
