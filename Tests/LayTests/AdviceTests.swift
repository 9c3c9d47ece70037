import Lay
import LayRuntime
import LaySyntax
import Testing

/// What is advised to people of other languages is there.
@Suite struct AdviceTests {
    struct Advice: Sendable, CustomTestStringConvertible {
        let type: String
        let name: String
        let text: String
        var testDescription: String { "\(type).\(name): \(text)" }
    }

    private static let advice = OtherLanguages.members.sorted { $0.key < $1.key }.flatMap {
        type, names in
        names.sorted { $0.key < $1.key }.map { Advice(type: type, name: $0.key, text: $0.value) }
    }
    private static let members = Set(makeEngine().engine.vm.members.map(\.fullName))
    /// What stands for a value of a type in an advice.
    private static let receivers = [
        "xs": "list", "ys": "list", "s": "string", "m": "map", "n": "int",
    ]

    @Test(arguments: advice)
    func `a member is advised that exists, for one that does not`(advice: Advice) throws {
        #expect(!Self.members.contains("\(advice.type).\(advice.name)"), "it is a member itself")
        for match in advice.text.matches(of: /\b(xs|ys|s|m|n|x)\.([a-z_]+)/) {
            let isOwn = match.1 == "xs" && ["range", "iterator"].contains(advice.type)
            let type = isOwn ? advice.type : Self.receivers[String(match.1)] ?? advice.type
            #expect(Self.members.contains("\(type).\(match.2)"))
        }
    }
}
