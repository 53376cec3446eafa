import type { Script } from './script'

export const english: Script = {
  label: 'This is ELIZA, a built-in demo after the program of 1966 and not a language model. ',
  hello: 'How do you do. Please tell me what brings you here.',
  words: /\s*\S+/g,
  mirror: {
    i: 'you',
    me: 'you',
    my: 'your',
    mine: 'yours',
    myself: 'yourself',
    am: 'are',
    "i'm": 'you are',
    "i've": 'you have',
    "i'll": 'you will',
    you: 'I',
    your: 'my',
    yours: 'mine',
    yourself: 'myself',
    "you're": 'I am',
    "you've": 'I have',
    was: 'were',
  },
  rules: [
    {
      rank: 50,
      pattern: /\b(?:computers?|machines?|programs?|robots?|ai|chatbots?|language models?)\b/,
      answers: [
        'Do computers worry you?',
        'Why do you mention computers?',
        'What do you think machines have to do with your problem?',
        'Do you not think that computers can help people?',
      ],
    },
    {
      rank: 20,
      pattern: /\b(?:my|our) (mother|mom|mum|father|dad|sister|brother|wife|husband|son|daughter|parents|family|children)\b(.*)/,
      keep: true,
      answers: [
        'Tell me more about your family.',
        'Who else in your family$2?',
        'Your $1?',
        'What else comes to mind when you think of your $1?',
      ],
    },
    {
      rank: 15,
      pattern: /\bi remember (.+)/,
      answers: ['Do you often think of $1?', 'Does thinking of $1 bring anything else to mind?', 'Why do you remember $1 just now?'],
    },
    {
      rank: 14,
      pattern: /\bi dream(?:ed|t)?(?: of| about| that)? (.+)/,
      answers: ['Really, $1?', 'Have you ever fantasised $1 while you were awake?', 'What does that dream suggest to you?'],
    },
    {
      rank: 13,
      pattern: /\bif (.+)/,
      answers: ['Do you think it is likely that $1?', 'Do you wish that $1?', 'What do you know about $1?'],
    },
    {
      rank: 12,
      pattern: /\b(?:everyone|everybody|nobody|no one)\b/,
      answers: [
        'Really, everyone?',
        'Can you think of anyone in particular?',
        'Who, for example?',
        'You have a particular person in mind, do you not?',
      ],
    },
    {
      rank: 11,
      pattern: /\balways\b/,
      answers: ['Can you think of a specific example?', 'When?', 'What incident are you thinking of?', 'Really, always?'],
    },
    {
      rank: 10,
      pattern: /\b(?:alike|same|like)\b.*\b(?:as|to|you|him|her|them|me)\b/,
      answers: ['In what way?', 'What resemblance do you see?', 'What other connections do you see?', 'How?'],
    },
    {
      rank: 9,
      pattern:
        /\bi(?:'m| am| feel)(?: so| very| really| a bit)? (sad|unhappy|depressed|sick|tired|lonely|anxious|afraid|worried|stressed|angry)\b/,
      keep: true,
      answers: [
        'I am sorry to hear that you are $1.',
        'Do you think coming here will help you not to be $1?',
        'Can you explain what made you $1?',
      ],
    },
    {
      rank: 9,
      pattern: /\bi(?:'m| am| feel)(?: so| very| really)? (happy|glad|better|excited|proud)\b/,
      answers: ['How have I helped you to be $1?', 'What makes you $1 just now?', 'Can you explain why you are suddenly $1?'],
    },
    {
      rank: 8,
      pattern: /\bi (?:want|need|would like|wish for) (.+)/,
      keep: true,
      answers: [
        'What would it mean to you if you got $1?',
        'Why do you want $1?',
        'Suppose you got $1 soon; what then?',
        'What if you never got $1?',
      ],
    },
    {
      rank: 7,
      pattern: /\bi (?:can't|cannot|can not) (.+)/,
      answers: ['How do you know that you cannot $1?', 'Have you tried?', 'Perhaps you could $1 now.'],
    },
    { rank: 7, pattern: /\bi (?:don't|do not) (.+)/, answers: ['Do you really not $1?', 'Why do you not $1?', 'Does that trouble you?'] },
    {
      rank: 6,
      pattern: /\bi(?:'m| am) (.+)/,
      answers: [
        'Is it because you are $1 that you came to me?',
        'How long have you been $1?',
        'Do you believe it is normal to be $1?',
        'Do you enjoy being $1?',
      ],
    },
    {
      rank: 5,
      pattern: /\bi (?:feel|think|believe) (.+)/,
      answers: [
        'Tell me more about such feelings.',
        'Do you really think so?',
        'But you are not sure that $1?',
        'What makes you think that $1?',
      ],
    },
    {
      rank: 5,
      pattern: /\bare you (.+)/,
      answers: [
        'Why are you interested in whether I am $1 or not?',
        'Would you prefer it if I were not $1?',
        'Perhaps I am $1 in your fantasies.',
      ],
    },
    {
      rank: 5,
      pattern: /\byou are (.+)|\byou're (.+)/,
      answers: ['What makes you think that I am $1?', 'Does it please you to believe that I am $1?', 'Perhaps you would like to be $1.'],
    },
    {
      rank: 4,
      pattern: /\b(?:can|could) you (.+)/,
      answers: [
        'You believe that I can $1, do you not?',
        'You want me to be able to $1.',
        'Perhaps you would like to be able to $1 yourself.',
      ],
    },
    {
      rank: 4,
      pattern: /\bwhy don't you (.+)/,
      answers: ['Do you believe that I do not $1?', 'Perhaps I will $1 in good time.', 'Should you $1 yourself?'],
    },
    {
      rank: 4,
      pattern: /\bbecause\b/,
      answers: ['Is that the real reason?', 'Do any other reasons not come to mind?', 'Does that reason explain anything else?'],
    },
    { rank: 3, pattern: /\bmy (.+)/, keep: true, answers: ['Your $1?', 'Why do you say your $1?', 'Is it important to you that your $1?'] },
    {
      rank: 2,
      pattern: /^(?:what|how|who|where|when|why|which)\b|\?$/,
      answers: [
        'Why do you ask?',
        'Does that question interest you?',
        'What is it you really want to know?',
        'What answer would please you most?',
        'Have you asked anyone else?',
      ],
    },
    {
      rank: 2,
      pattern: /\b(?:perhaps|maybe)\b/,
      answers: ['You do not seem quite certain.', 'Why the uncertain tone?', 'Can you not be more positive?'],
    },
    {
      rank: 1,
      pattern: /\b(?:sorry|apologi[sz]e)\b/,
      answers: ['Please do not apologise.', 'Apologies are not necessary.', 'What feelings do you have when you apologise?'],
    },
    {
      rank: 1,
      pattern: /\b(?:hello|hi|hey|good (?:morning|evening|day))\b/,
      answers: ['How do you do. Please state your problem.', 'Hello. What would you like to talk about?'],
    },
    {
      rank: 1,
      pattern: /\b(?:thanks|thank you|bye|goodbye)\b/,
      answers: ['You are welcome. Is there anything else on your mind?', 'Goodbye. It was good to talk to you.'],
    },
    { rank: 0, pattern: /^(?:yes|yeah|sure|ok|okay)\b/, answers: ['You seem quite positive.', 'You are sure.', 'I see.', 'I understand.'] },
    {
      rank: 0,
      pattern: /^(?:no|nope|not really)\b/,
      answers: ['Are you saying no just to be negative?', 'You are being a bit negative.', 'Why not?'],
    },
  ],
  recall: [
    'Let us discuss further why your $1.',
    'Earlier you said: $1.',
    'Does that have anything to do with the fact that you spoke of $1?',
  ],
  otherwise: [
    'I am not sure I understand you fully.',
    'Please go on.',
    'What does that suggest to you?',
    'Do you feel strongly about discussing such things?',
    'Tell me more.',
  ],
}
