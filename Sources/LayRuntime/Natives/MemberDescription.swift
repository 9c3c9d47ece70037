/// A parameter of a member: what it is called, what it takes, what it means.
package struct MemberParameter: Sendable {
    package let name: String
    package var type: ValueType
    /// What it means, without a full stop: "the container's name".
    package let meaning: String
    /// What it is when it is left out; `nil` when it has to be given.
    package var standard: String?
    /// It takes all further arguments.
    package var isRest = false

    /// One that has to be given.
    package init(_ name: String, _ type: ValueType, _ meaning: String) {
        self.name = name
        self.type = type
        self.meaning = meaning
    }

    /// One that may be left out, or given as `nil`.
    package static func optional(
        _ name: String, _ type: ValueType, _ meaning: String, default standard: String = "nil"
    ) -> MemberParameter {
        var result = MemberParameter(name, type, meaning)
        result.standard = standard
        return result
    }

    /// All further arguments.
    package static func rest(_ name: String, _ type: ValueType, _ meaning: String)
        -> MemberParameter
    {
        var result = MemberParameter(name, type, meaning)
        result.isRest = true
        return result
    }
}

/// What is said of a member: `help`, `docs/reference` and `lay check` read it.
package struct MemberDescription: Sendable {
    /// What the member gives or does, in one sentence.
    package let sentence: String
    /// Without the receiver.
    package let parameters: [MemberParameter]
    /// What it gives.
    package let result: ValueType
    /// Lines that run by themselves. A line that ends with `# => TEXT` shows its value as TEXT.
    package let example: String

    package init(
        _ sentence: String, _ parameters: [MemberParameter] = [], gives result: ValueType,
        example: String
    ) {
        self.sentence = sentence
        self.parameters = parameters
        self.result = result
        self.example = example
    }
}

/// One entry of the table of what the language offers.
package struct Member {
    package enum Kind: String {
        case function, value, constructor, property, method
        /// What a type's name offers: `image.load`.
        case typeFunction = "function of the type"
    }

    /// The type or module that offers it; `nil` for what is there everywhere.
    package let owner: String?
    package let name: String
    package let kind: Kind
    /// How it is called: `write(path: string, …)`; a property's or value's name alone.
    package let signature: String
    /// `nil` for a member of a script or one that nobody described.
    package let description: MemberDescription?

    /// As documentation names it: `image.write`, `print`.
    package var fullName: String { owner.map { "\($0).\(name)" } ?? name }
}
