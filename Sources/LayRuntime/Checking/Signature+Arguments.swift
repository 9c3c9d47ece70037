internal import LaySyntax

/// Where the arguments of a call go, as far as the text alone tells.
struct ArgumentPlaces {
    /// For each argument the parameter that it is for; `nil` where a spread leaves it open.
    var places: [Int?]
    /// What is wrong for certain, and where.
    var fault: (error: LayError, span: Span)?
}

extension Signature {
    /// Brings the arguments of a call to the parameters, as the machine does when it runs.
    ///
    /// A function of Swift has its options behind the function that it takes: there a trailing block
    /// goes to the first free parameter, elsewhere to the last.
    func places(
        of arguments: [Argument], in name: String, isMethod: Bool, isNative: Bool, call: Span
    ) -> ArgumentPlaces {
        var result = ArgumentPlaces(places: arguments.map { _ in nil })
        let first = isMethod ? 1 : 0
        let fixed = parameters.count - (hasRest ? 1 : 0)
        var isOpen = false
        var isGiven = parameters.map { _ in false }
        var position = first
        for (index, argument) in arguments.enumerated() {
            if argument.isSpread { isOpen = true }
            if argument.isSpread || argument.label != nil || argument.isTrailing || isOpen {
                continue
            }
            if position < fixed - labelled {
                isGiven[position] = true
                result.places[index] = position
            } else if hasRest {
                result.places[index] = fixed
            }
            position += 1
        }
        let block = arguments.firstIndex(where: \.isTrailing)
        let count = position - first + (block == nil ? 0 : 1)
        if !hasRest, count > fixed - first {
            // Without a label the arguments stand in front of those with one, and the block behind.
            let extra = position > fixed ? fixed - first : block ?? 0
            result.fault = (
                .tooManyArguments(count, for: name, self, isMethod: isMethod),
                arguments[extra].span
            )
            return result
        }
        let names = ParameterIndex(parameters[first..<max(first, fixed)])
        for (index, argument) in arguments.enumerated() {
            guard let label = argument.label else { continue }
            let span = Span(
                Int(argument.span.start), Int(argument.span.start) + label.utf8.count)
            guard let place = names[label] else {
                let given = zip(parameters, isGiven).filter(\.1).map(\.0.name)
                result.fault = (
                    .unknownLabel(
                        label, for: name, self, isMethod: isMethod, given: Set(given)), span
                )
                return result
            }
            if isGiven[place] {
                result.fault = (
                    .argumentGivenTwice(place, for: name, self, isMethod: isMethod), span
                )
                return result
            }
            isGiven[place] = true
            result.places[index] = place
        }
        if let block {
            if hasRest {
                result.places[block] = fixed
            } else if !isNative || !isOpen {
                let free = (first..<fixed).first { !isGiven[$0] }
                let place = isNative ? free : fixed - 1
                guard let place, !isGiven[place] else {
                    result.fault = (
                        .argumentGivenTwice(fixed - 1, for: name, self, isMethod: isMethod),
                        arguments[block].span
                    )
                    return result
                }
                isGiven[place] = true
                result.places[block] = place
            }
        }
        let missing = (first..<max(first, fixed)).first {
            !isGiven[$0] && !parameters[$0].isOptional
        }
        if !isOpen, let missing {
            result.fault = (.missingArgument(missing, for: name, self, isMethod: isMethod), call)
        }
        return result
    }
}
