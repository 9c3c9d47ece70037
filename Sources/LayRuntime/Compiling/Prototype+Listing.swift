extension Opcode {
    /// The words that follow the instruction.
    var extraWords: Int {
        switch self {
        case .uniqueField, .takeField, .updateGlobal, .updateElement, .addOwned, .subtractOwned,
            .multiplyOwned, .jump, .jumpIfTrue, .jumpIfFalse, .jumpIfNil, .jumpIfNotNil,
            .jumpIfGiven, .jumpLess, .jumpNotLess, .jumpLessEqual, .jumpNotLessEqual, .jumpEqual,
            .jumpNotEqual, .jumpLessInts, .jumpNotLessInts, .jumpLessEqualInts,
            .jumpNotLessEqualInts, .jumpLessFloats, .jumpNotLessFloats, .jumpLessEqualFloats,
            .jumpNotLessEqualFloats, .jumpLessInt, .jumpNotLessInt, .jumpLessEqualInt,
            .jumpNotLessEqualInt, .jumpGreaterInt, .jumpNotGreaterInt, .jumpGreaterEqualInt,
            .jumpNotGreaterEqualInt, .jumpEqualInt, .jumpNotEqualInt, .prepareRange, .nextInRange,
            .next, .callNamed, .makeRange, .isType, .checkType, .matchList, .matchKey,
            .listRest, .failMatch, .errorIsKind, .failAssert, .getExport, .addMethods,
            .defineRecord:
            1
        case .invokeNamed, .invokeNamedMutating, .far: 2
        case .callGlobal, .setField, .updateField, .invoke, .invokeMutating, .getField, .peekField:
            3
        default: 0
        }
    }
}

extension Prototype {
    /// The code as a text, one instruction in a line: word, opcode, operands, further words.
    package var listing: String {
        var text = "fn \(signature.text(name)) — \(registerCount) registers\n"
        var word = 0
        while word < code.count {
            let instruction = code[word]
            guard let opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: instruction)) else {
                break
            }
            let operands = [8, 16, 24].map { String((instruction >> $0) & 255) }
            text += "\(word)\t\(opcode)\t\(operands.joined(separator: " "))"
            for offset in 0..<opcode.extraWords where word + 1 + offset < code.count {
                text += " \(Int32(bitPattern: code[word + 1 + offset]))"
            }
            text += "\n"
            word += 1 + opcode.extraWords
        }
        return text + functions.map { "\n" + $0.listing }.joined()
    }
}
