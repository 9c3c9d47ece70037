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
    private typealias Calculation = @convention(c) (Double) -> Double
    private static let calculations: [(String, String, example: String, Calculation)] = [
        ("sqrt", "The square root of a number.", "sqrt(9)  # => 3.0", { $0.squareRoot() }),
        ("cbrt", "The cube root of a number.", "cbrt(8)  # => 2.0", cbrt),
        ("exp", "e to the power of a number.", "exp(0)  # => 1.0", exp),
        ("ln", "The logarithm of a number to the base e.", "ln(1)  # => 0.0", log),
        ("log2", "The logarithm of a number to the base 2.", "log2(8)  # => 3.0", log2),
        ("log10", "The logarithm of a number to the base 10.", "log10(100)  # => 2.0", log10),
        ("sin", "The sine of an angle in radians.", "sin(math.pi / 2)  # => 1.0", sin),
        ("cos", "The cosine of an angle in radians.", "cos(0)  # => 1.0", cos),
        ("tan", "The tangent of an angle in radians.", "tan(0)  # => 0.0", tan),
        ("asin", "The angle in radians of a sine.", "asin(0)  # => 0.0", asin),
        ("acos", "The angle in radians of a cosine.", "acos(1)  # => 0.0", acos),
        ("atan", "The angle in radians of a tangent.", "atan(0)  # => 0.0", atan),
        ("sinh", "The hyperbolic sine of a number.", "sinh(0)  # => 0.0", sinh),
        ("cosh", "The hyperbolic cosine of a number.", "cosh(0)  # => 1.0", cosh),
        ("tanh", "The hyperbolic tangent of a number.", "tanh(0)  # => 0.0", tanh),
    ]

    private static let constants: [(String, String, example: String, Value)] = [
        (
            "pi", "The length of a circle divided by its diameter.",
            "pi  # => 3.141592653589793", .float(.pi)
        ),
        (
            "tau", "The length of a circle divided by its radius.",
            "tau  # => 6.283185307179586", .float(2 * .pi)
        ),
        ("e", "The base of natural logarithms.", "e  # => 2.718281828459045", .float(M_E)),
        ("inf", "What is beyond every number.", "inf > math.max_int  # => true", .float(.infinity)),
        (
            "nan", "What is no number, and equals nothing.", "nan == math.nan  # => false",
            .float(.nan)
        ),
        ("max_int", "The greatest int.", "max_int  # => 9223372036854775807", .int(.max)),
        ("min_int", "The least int.", "min_int  # => -9223372036854775808", .int(.min)),
    ]

    static func install(in vm: VM) {
        var members: [ModuleMember] = []
        for (name, sentence, example, value) in constants {
            members.append(
                ModuleMember(
                    name, value, sentence, gives: value.isInt ? "int" : "float",
                    example: "import math\nmath.\(example)"))
        }
        for (name, sentence, example, body) in calculations {
            members.append(
                vm.calculation(name, sentence, example: "import math\nmath.\(example)", body))
        }
        members.append(
            vm.member(
                "log",
                MemberDescription(
                    "The logarithm of a number to a base.",
                    [
                        MemberParameter("x", "number", "the number"),
                        MemberParameter("base", "number", "the base"),
                    ], gives: "float",
                    example: """
                        import math
                        math.log(8, 2)  # => 3.0
                        """)
            ) { call in
                .float(log(try call.number(0)) / log(try call.number(1)))
            })
        members.append(
            vm.member(
                "atan2",
                MemberDescription(
                    "The angle of a point, in radians from the x axis.",
                    [
                        MemberParameter("y", "number", "how far up it lies"),
                        MemberParameter("x", "number", "how far right it lies"),
                    ], gives: "float",
                    example: """
                        import math
                        math.atan2(0, 1)  # => 0.0
                        """)
            ) { call in
                .float(atan2(try call.number(0), try call.number(1)))
            })
        members.append(
            vm.member(
                "hypot",
                MemberDescription(
                    "The length of the long side of a right-angled triangle.",
                    [
                        MemberParameter("x", "number", "the length of one short side"),
                        MemberParameter("y", "number", "the length of the other"),
                    ], gives: "float",
                    example: """
                        import math
                        math.hypot(3, 4)  # => 5.0
                        """)
            ) { call in
                .float(hypot(try call.number(0), try call.number(1)))
            })
        for (name, sentence, example, rule) in [
            (
                "floor", "The greatest int that is not above a number.", "floor(-1.5)  # => -2",
                FloatingPointRoundingRule.down
            ),
            ("ceil", "The least int that is not below a number.", "ceil(1.2)  # => 2", .up),
            ("trunc", "The int without the fraction.", "trunc(-1.9)  # => -1", .towardZero),
            (
                "round", "The nearest int; halves go away from 0.", "round(2.5)  # => 3",
                .toNearestOrAwayFromZero
            ),
        ] {
            members.append(
                vm.member(
                    name,
                    MemberDescription(
                        sentence, [MemberParameter("x", "number", "the number")], gives: "int",
                        example: "import math\nmath.\(example)")
                ) { call in
                    if call[0].tag == .int { return call[0] }
                    let number = try call.number(0)
                    guard let result = Int(exactly: number.rounded(rule)) else {
                        throw LayError.largeNumber(VM.text(of: number))
                    }
                    return .int(result)
                })
        }
        members.append(
            vm.member(
                "abs",
                MemberDescription(
                    "The number without its sign.", [MemberParameter("x", "number", "the number")],
                    gives: "number",
                    example: """
                        import math
                        math.abs(-2)  # => 2
                        """)
            ) { call in
                guard call[0].tag == .int else { return .float(abs(try call.number(0))) }
                guard call[0].asInt != .min else {
                    throw LayError.largeAbs
                }
                return .int(abs(call[0].asInt))
            })
        members.append(
            vm.member(
                "gcd",
                MemberDescription(
                    "The greatest int that divides two ints.",
                    [
                        MemberParameter("a", "int", "one of them"),
                        MemberParameter("b", "int", "the other"),
                    ], gives: "int",
                    example: """
                        import math
                        math.gcd(12, 18)  # => 6
                        """)
            ) { call in
                var (a, b) = (try call.int(0).magnitude, try call.int(1).magnitude)
                while b != 0 { (a, b) = (b, a % b) }
                guard let result = Int(exactly: a) else {
                    throw LayError.largeGCD
                }
                return .int(result)
            })
        vm.defineModule("math", "What a calculator has.", members)
    }
}
